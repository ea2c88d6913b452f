/// The part of the variance of values that goes with the levels of one factor: an analysis of variance
/// with one factor, as of what a search has seen, whose factors need not be balanced.
///
/// Fisher, Statistical Methods for Research Workers, 1925, §40.
public struct MainEffect: Hashable, Sendable {
  /// η²: the sum of squares between levels over that of all values, from 0 to 1.
  public let share: Double
  /// The mean of η² where levels have nothing to do with values: (levels − 1) / (values − 1).
  public let shareByChance: Double
  /// How many levels have values.
  public let levelCount: Int

  /// - Parameters:
  ///   - values: finite.
  ///   - levels: that of the factor for each value.
  /// - Returns: nil when all values or all levels are the same, and when no level has two values.
  public init?(of values: [Double], by levels: [Int]) {
    precondition(values.count == levels.count, "\(values.count) values, \(levels.count) levels")
    let count = Double(values.count)
    let groups = Dictionary(grouping: values.indices, by: { levels[$0] })
    guard groups.count > 1, groups.count < values.count else { return nil }
    let mean = values.reduce(0) { $0 + $1 / count }
    // Over a power of two, as squares may be too large for numbers; digits stay.
    let unit = values.reduce(0) { max($0, ($1 - mean).magnitude) }.binade
    guard unit > 0, unit.isFinite else { return nil }
    let distances = values.map { ($0 - mean) / unit }
    let total = distances.reduce(0) { $0 + $1 * $1 }
    let between = groups.sorted { $0.key < $1.key }.reduce(0) { sum, group in
      let distance = group.value.reduce(0) { $0 + distances[$1] }
      return sum + distance * distance / Double(group.value.count)
    }
    share = min(1, between / total)
    shareByChance = Double(groups.count - 1) / (count - 1)
    levelCount = groups.count
  }
}
