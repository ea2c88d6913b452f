/// Which rank computes which unit: the rank that has least to do takes the unit that waits longest, and
/// no rank more than two, so that the next is there when one is done.
struct HandOut {
  typealias Instant = ContinuousClock.Instant

  private struct UnitUnderWay {
    let number: Int
    let cost: Double
    /// When the rank could begin with it, or was last heard of since.
    var lastSign: Instant
  }

  private static let mostUnitsOfRank = 2
  /// How many times the expected time a unit may take.
  private static let slack = 10.0

  /// What a unit may take beyond its expected time, in seconds.
  private let grace: Double
  /// Of each unit that was submitted.
  private var costs: [Double] = []
  private var handedCount = 0
  /// Of each rank, the oldest first.
  private var underWay: [[UnitUnderWay]]
  /// The most seconds that a unit took for a cost of 1, from its last sign; nil before the first is
  /// done.
  private var slowestPace: Double?
  /// The most seconds before a sign of a unit; nil where units give none.
  private var longestSilence: Double?

  init(rankCount: Int, grace: Double) {
    self.grace = grace
    underWay = Array(repeating: [], count: rankCount)
  }

  /// The number of a new unit, which waits behind those that are there.
  ///
  /// - Parameter cost: how much work it is, in any measure that all units share.
  mutating func submit(cost: Double) -> Int {
    costs.append(cost)
    return costs.count - 1
  }

  /// The next unit to hand out and the rank that takes it; nil when none waits or no rank is free.
  mutating func next(at now: Instant) -> (number: Int, rank: Int)? {
    guard handedCount < costs.count,
      let rank = underWay.indices.min(by: { underWay[$0].count < underWay[$1].count }),
      underWay[rank].count < Self.mostUnitsOfRank
    else { return nil }
    defer { handedCount += 1 }
    underWay[rank].append(
      UnitUnderWay(number: handedCount, cost: costs[handedCount], lastSign: now))
    return (handedCount, rank)
  }

  /// A rank has reported of a unit.
  ///
  /// - Returns: false when it was not the one that the rank was to do first.
  mutating func hear(of number: Int, from rank: Int, at now: Instant) -> Bool {
    guard isFirst(number, of: rank) else { return false }
    let silence = underWay[rank][0].lastSign.duration(to: now) / .seconds(1)
    longestSilence = max(longestSilence ?? 0, silence)
    underWay[rank][0].lastSign = now
    return true
  }

  /// A rank is done with a unit.
  ///
  /// - Returns: false when it was not the one that the rank was to do first.
  mutating func finish(_ number: Int, by rank: Int, at now: Instant) -> Bool {
    guard isFirst(number, of: rank) else { return false }
    let unit = underWay[rank].removeFirst()
    if !underWay[rank].isEmpty { underWay[rank][0].lastSign = now }
    slowestPace = max(slowestPace ?? 0, unit.lastSign.duration(to: now) / .seconds(1) / unit.cost)
    return true
  }

  private func isFirst(_ number: Int, of rank: Int) -> Bool {
    underWay.indices.contains(rank) && underWay[rank].first?.number == number
  }

  /// A rank that is over the time of its unit, or, where units report, has been silent for too long, and
  /// for how many seconds; nil when none is, and before anything tells what to expect.
  func overdue(at now: Instant) -> (rank: Int, seconds: Double)? {
    for (rank, units) in underWay.enumerated() {
      guard let unit = units.first,
        let expected = longestSilence ?? slowestPace.map({ $0 * unit.cost })
      else { continue }
      let seconds = unit.lastSign.duration(to: now) / .seconds(1)
      if seconds > grace + Self.slack * expected { return (rank, seconds) }
    }
    return nil
  }
}
