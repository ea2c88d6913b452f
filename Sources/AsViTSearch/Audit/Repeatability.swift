import AsViTNumerics
import AsViTStatistics

/// How well trainings of one architecture agree: what no score can beat.
public struct Repeatability: Hashable, Codable, Sendable {
  /// How often an architecture was trained: the most that any was.
  public let trainingCount: Int
  /// The architectures that were trained so often.
  public let architectureCount: Int
  /// The standard deviation of a training about the mean of its architecture, pooled over all that
  /// were trained more than once.
  public let deviation: Double
  /// Kendall's τ-b between one training of each architecture and another, mean over pairs of places
  /// in the table; nil when all are tied in one place.
  public let tau: Estimate?

  /// - Parameter trainings: the values of each architecture.
  /// - Returns: nil when none was trained twice.
  init?(of trainings: [[Double]], seed: Seed, workers: Workers) {
    let count = trainings.map(\.count).max() ?? 0
    guard count > 1, let deviation = pooledDeviation(of: trainings) else { return nil }
    let repeated = trainings.filter { $0.count == count }
    let resampling = Resampling(
      rowCount: repeated.count, seed: seed.derived("repeats"), workers: workers)
    let orders = (0..<count).map { place in
      resampling.counting(Ordering(repeated.map { $0[place] }))
    }
    let pairs = orders.indices.flatMap { second in (0..<second).map { ($0, second) } }
    trainingCount = count
    architectureCount = repeated.count
    self.deviation = deviation
    tau = Estimate(.mean(of: pairs.map { resampling.tau(orders[$0], orders[$1]) }))
  }

  /// The standard deviation of the mean over trainings.
  public var deviationOfMean: Double { deviation / Double(trainingCount).squareRoot() }
}

/// The root of the sum of squares about the means of groups over its degrees of freedom; nil where no
/// group has two values.
func pooledDeviation(of groups: [[Double]]) -> Double? {
  let freedom = groups.reduce(0) { $0 + max($1.count - 1, 0) }
  guard freedom > 0 else { return nil }
  let distances = groups.flatMap { group in
    mean(group).map { mean in group.map { ($0 - mean).magnitude } } ?? []
  }
  // Over the largest, as squares may be too large for numbers.
  guard let largest = distances.max(), largest > 0 else { return 0 }
  let squares = distances.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }
  return largest * (squares / Double(freedom)).squareRoot()
}

/// The mean, finite where all values are; nil of no values.
func mean(_ values: [Double]) -> Double? {
  values.isEmpty ? nil : values.reduce(0) { $0 + $1 / Double(values.count) }
}
