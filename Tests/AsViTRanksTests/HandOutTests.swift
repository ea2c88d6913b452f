import Testing

@testable import AsViTRanks

@Suite struct HandOutTests {
  private let start = ContinuousClock.now

  private func handedOut(_ handOut: inout HandOut, at seconds: Double = 0) -> [Int] {
    var ranks: [Int] = []
    while let (_, rank) = handOut.next(at: start + .seconds(seconds)) { ranks.append(rank) }
    return ranks
  }

  @Test func `each rank gets one unit before one gets two, and none gets three`() {
    var handOut = HandOut(rankCount: 3, grace: 1)
    for number in 0..<8 { #expect(handOut.submit(cost: 1) == number) }
    #expect(handedOut(&handOut) == [0, 1, 2, 0, 1, 2])
    #expect(handOut.finish(1, by: 1, at: start))
    #expect(handedOut(&handOut) == [1])
    #expect(handOut.finish(4, by: 1, at: start) && handOut.finish(0, by: 0, at: start))
    #expect(handedOut(&handOut) == [0])
  }

  @Test func `a rank answers for its oldest unit first`() {
    var handOut = HandOut(rankCount: 2, grace: 1)
    for _ in 0..<4 { _ = handOut.submit(cost: 1) }
    _ = handedOut(&handOut)
    #expect(!handOut.finish(3, by: 1, at: start))
    #expect(!handOut.finish(0, by: 1, at: start))
    #expect(!handOut.finish(9, by: 5, at: start))
    #expect(handOut.finish(1, by: 1, at: start) && handOut.finish(3, by: 1, at: start))
  }

  @Test func `a unit may take ten times what the slowest took for its cost, and the grace`() {
    var handOut = HandOut(rankCount: 2, grace: 5)
    _ = handOut.submit(cost: 2)
    _ = handOut.submit(cost: 4)
    _ = handedOut(&handOut)
    // Nothing is known yet.
    #expect(handOut.overdue(at: start + .seconds(1000)) == nil)
    #expect(handOut.finish(0, by: 0, at: start + .seconds(3)))
    #expect(handOut.overdue(at: start + .seconds(64)) == nil)
    let overdue = handOut.overdue(at: start + .seconds(66))
    #expect(overdue?.rank == 1 && overdue?.seconds == 66)
  }

  @Test func `the time of a unit begins when the one before is done`() {
    var handOut = HandOut(rankCount: 1, grace: 1)
    _ = handOut.submit(cost: 1)
    _ = handOut.submit(cost: 1)
    _ = handedOut(&handOut)
    #expect(handOut.finish(0, by: 0, at: start + .seconds(2)))
    #expect(handOut.overdue(at: start + .seconds(22)) == nil)
    #expect(handOut.overdue(at: start + .seconds(23.5))?.seconds == 21.5)
  }
}
