/// What the journal of a training run tells.
///
/// Candidates are counted by trainings here: each with each of its seeds.
struct TrainHistory {
  /// The legs of each candidate, in order.
  private(set) var legs: [[TrainLeg]]
  /// What the training of each candidate spends, in multiply-accumulates forward, where a budget of
  /// time was measured.
  private(set) var totals: [Double?]

  init(candidateCount: Int) {
    legs = Array(repeating: [], count: candidateCount)
    totals = Array(repeating: nil, count: candidateCount)
  }

  /// - Returns: why the line cannot come next; nil when it does.
  mutating func add(_ entry: TrainRun.Entry) -> String? {
    guard legs.indices.contains(entry.candidate),
      entry.leg.map({ $0.index == legs[entry.candidate].count }) ?? true
    else { return "not the next leg of a candidate" }
    if let total = entry.totalMACs { totals[entry.candidate] = total }
    if let leg = entry.leg { legs[entry.candidate].append(leg) }
    return nil
  }
}
