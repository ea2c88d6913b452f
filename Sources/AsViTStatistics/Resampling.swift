public import AsViTNumerics

/// The rows of a table, and bootstrap samples of them.
///
/// A sample draws as many rows as there are, with replacement; a row's weight is how often it was
/// drawn, and a pair's the product of two rows' weights. Statistics are computed for the rows
/// themselves and for every sample with the same weights, so that differences of statistics are
/// paired.
///
/// Efron, Annals of Statistics 7, 1979.
public struct Resampling: Sendable {
  public let rowCount: Int
  /// How many samples there are, the rows themselves not counted.
  public let sampleCount: Int
  let workers: Workers
  /// `[1 + samples, rows]`, the first all 1.
  let weights: [Int16]

  public static let mostRows = 20_000

  /// - Precondition: at most `mostRows` rows.
  public init(rowCount: Int, sampleCount: Int = 1000, seed: Seed, workers: Workers) {
    precondition((0...Self.mostRows).contains(rowCount), "\(rowCount) rows")
    self.rowCount = rowCount
    self.sampleCount = sampleCount
    self.workers = workers
    var weights = [Int16](repeating: 0, count: (1 + sampleCount) * rowCount)
    for row in 0..<rowCount { weights[row] = 1 }
    for sample in 0..<sampleCount {
      var rng = SplitMix64(seed: seed.derived("bootstrap").derived(sample))
      for _ in 0..<rowCount {
        weights[(1 + sample) * rowCount + rng.index(below: rowCount)] += 1
      }
    }
    self.weights = weights
  }
}

/// A statistic of the rows and of every bootstrap sample.
public struct Resampled: Sendable {
  /// The statistic of the rows, then of the samples; nil where it has no value.
  let values: [Double?]

  init(_ values: [Double?]) { self.values = values }

  /// The statistic of the rows themselves.
  public var estimate: Double? { values[0] }

  /// The percentile interval of 95 %; nil without samples, and when more than a twentieth of them has
  /// no value.
  public var interval: ClosedRange<Double>? {
    let samples = values.dropFirst().compactMap(\.self).sorted()
    guard let least = samples.first, 20 * samples.count >= 19 * (values.count - 1) else {
      return nil
    }
    guard let greatest = samples.last, least < greatest else { return least...least }
    return quantile(0.025, ofSorted: samples)...quantile(0.975, ofSorted: samples)
  }

  /// The differences of two statistics, sample by sample.
  public static func - (first: Resampled, second: Resampled) -> Resampled {
    Resampled(
      zip(first.values, second.values).map { first, second in
        guard let first, let second else { return nil }
        return first - second
      })
  }

  /// The mean of several statistics, sample by sample; no value where one has none.
  ///
  /// - Precondition: they are of the same rows, and there is one.
  public static func mean(of statistics: [Resampled]) -> Resampled {
    Resampled(
      statistics[0].values.indices.map { draw in
        let values = statistics.compactMap { $0.values[draw] }
        guard values.count == statistics.count else { return nil }
        return values.reduce(0, +) / Double(values.count)
      })
  }
}
