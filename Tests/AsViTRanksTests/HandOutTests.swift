import Testing

@testable import AsViTRanks

/// What is handed out, with times in seconds.
private final class Seconds {
  private var handOut: HandOut
  private let start = ContinuousClock.now

  init(rankCount: Int, grace: Double) {
    handOut = HandOut(rankCount: rankCount, grace: grace)
  }

  func submit(cost: Double) -> Int { handOut.submit(cost: cost) }

  /// The ranks that take units now.
  func handedOut() -> [Int] {
    var ranks: [Int] = []
    while let (_, rank) = handOut.next(at: start) { ranks.append(rank) }
    return ranks
  }

  func finish(_ number: Int, by rank: Int, at seconds: Double) -> Bool {
    handOut.finish(number, by: rank, at: start + .seconds(seconds))
  }

  func hear(of number: Int, from rank: Int, at seconds: Double) -> Bool {
    handOut.hear(of: number, from: rank, at: start + .seconds(seconds))
  }

  func overdue(at seconds: Double) -> (rank: Int, seconds: Double)? {
    handOut.overdue(at: start + .seconds(seconds))
  }
}

@Suite struct HandOutTests {
  @Test func `each rank gets one unit before one gets two, and none gets three`() {
    let handOut = Seconds(rankCount: 3, grace: 1)
    for number in 0..<8 { #expect(handOut.submit(cost: 1) == number) }
    #expect(handOut.handedOut() == [0, 1, 2, 0, 1, 2])
    #expect(handOut.finish(1, by: 1, at: 0))
    #expect(handOut.handedOut() == [1])
    #expect(handOut.finish(4, by: 1, at: 0) && handOut.finish(0, by: 0, at: 0))
    #expect(handOut.handedOut() == [0])
  }

  @Test func `a rank answers for its oldest unit first`() {
    let handOut = Seconds(rankCount: 2, grace: 1)
    for _ in 0..<4 { _ = handOut.submit(cost: 1) }
    _ = handOut.handedOut()
    #expect(!handOut.finish(3, by: 1, at: 0))
    #expect(!handOut.finish(0, by: 1, at: 0))
    #expect(!handOut.finish(9, by: 5, at: 0))
    #expect(handOut.finish(1, by: 1, at: 0) && handOut.finish(3, by: 1, at: 0))
  }

  @Test func `a unit may take ten times what the slowest took for its cost, and the grace`() {
    let handOut = Seconds(rankCount: 2, grace: 5)
    _ = handOut.submit(cost: 2)
    _ = handOut.submit(cost: 4)
    _ = handOut.handedOut()
    // Nothing is known yet.
    #expect(handOut.overdue(at: 1000) == nil)
    #expect(handOut.finish(0, by: 0, at: 3))
    #expect(handOut.overdue(at: 64) == nil)
    let overdue = handOut.overdue(at: 66)
    #expect(overdue?.rank == 1 && overdue?.seconds == 66)
  }

  @Test func `the time of a unit begins when the one before is done`() {
    let handOut = Seconds(rankCount: 1, grace: 1)
    _ = handOut.submit(cost: 1)
    _ = handOut.submit(cost: 1)
    _ = handOut.handedOut()
    #expect(handOut.finish(0, by: 0, at: 2))
    #expect(handOut.overdue(at: 22) == nil)
    #expect(handOut.overdue(at: 23.5)?.seconds == 21.5)
  }

  @Test func `a unit that reports may take any time, and is missed when it falls silent`() {
    let handOut = Seconds(rankCount: 2, grace: 5)
    _ = handOut.submit(cost: 1)
    _ = handOut.submit(cost: 1)
    _ = handOut.handedOut()
    for second in 1...1000 { #expect(handOut.hear(of: 0, from: 0, at: Double(second))) }
    // The other one has told nothing for as long.
    #expect(handOut.overdue(at: 1000)?.rank == 1)
    #expect(handOut.hear(of: 1, from: 1, at: 1000))
    #expect(!handOut.hear(of: 1, from: 0, at: 1000) && !handOut.hear(of: 7, from: 3, at: 1000))
    // Ten times the longest silence so far, which is that of rank 1, and the grace.
    #expect(handOut.overdue(at: 1000 + 10_000) == nil)
    #expect(handOut.overdue(at: 1000 + 10_006)?.rank == 0)
  }
}
