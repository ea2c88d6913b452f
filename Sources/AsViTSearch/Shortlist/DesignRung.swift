public import AsViTNumerics
import AsViTStatistics

/// What designs came to after equal parts of their training with several seeds.
///
/// Half of them are dropped only where the seeds agree on their order: noise would decide otherwise.
public struct DesignRung: Sendable {
  /// How well the losses of one seed agree with those of another.
  public let repeats: Repeatability?
  /// The mean loss of each; nil where a training diverged.
  public let means: [Double?]

  /// Kendall's τ-b between seeds from which on designs are dropped.
  public static let leastTau = 0.6

  /// - Parameters:
  ///   - losses: on the test images, for each design one for each seed; nil for a training that
  ///     diverged.
  ///   - seed: of the bootstrap samples.
  public init(losses: [[Double?]], seed: Seed) {
    let complete = losses.map { $0.contains(nil) ? [] : $0.compactMap(\.self) }
    means = complete.map { AsViTSearch.mean($0) }
    repeats = Repeatability(
      of: complete.filter { !$0.isEmpty }, seed: seed, workers: Workers(count: 1))
  }

  /// The places of the designs, the best first; without those of which a training diverged.
  public var ranked: [Int] {
    means.indices.filter { means[$0] != nil }.sorted {
      (means[$0] ?? 0, $0) < (means[$1] ?? 0, $1)
    }
  }

  /// The places of the designs of which a training diverged.
  public var diverged: [Int] { means.indices.filter { means[$0] == nil } }

  /// Whether seeds agree on the order well enough to drop by it.
  public var agrees: Bool { (repeats?.tau?.value ?? -1) >= Self.leastTau }

  /// The places of those that are trained on, the best first: the better half, or all.
  public var survivors: [Int] {
    agrees ? Array(ranked.prefix((ranked.count + 1) / 2)) : ranked
  }

  /// What the means of two designs have to differ by to be told apart: the 97.5 % quantile of
  /// Student's t times the standard error of the difference; nil where nothing was repeated.
  public var margin: Double? {
    repeats.map { repeats in
      studentQuantile(freedom: repeats.architectureCount * (repeats.trainingCount - 1))
        * repeats.deviationOfMean * 2.squareRoot()
    }
  }

  /// The mean of another value of a design's trainings; nil of none.
  public func mean(of values: [Double]) -> Double? { AsViTSearch.mean(values) }

  /// The standard error of such a mean, by the standard deviation pooled over the designs that have all
  /// trainings; nil where nothing was repeated.
  ///
  /// - Parameter values: of each design.
  public func deviationOfMean(of values: [[Double]]) -> Double? {
    guard let repeats else { return nil }
    return pooledDeviation(of: zip(means, values).filter { $0.0 != nil }.map(\.1)).map {
      $0 / Double(repeats.trainingCount).squareRoot()
    }
  }
}
