public import AsViTData
import AsViTNumerics

/// RandAugment: two operations drawn uniformly with replacement, each applied with probability ½
/// at a level of its own around the magnitude.
///
/// Cubuk et al., CVPR Workshops 2020 (arXiv:1909.13719), as timm's `rand-m9-mstd0.5-inc1`. At
/// magnitude 0 it still acts: some operations know no level, and the levels spread.
public struct RandAugment: Codable, Hashable, Sendable {
  /// The mean level.
  public var magnitude: Double
  /// The standard deviation of the level, which is clipped to 0 ... 10.
  public var deviation: Double
  /// The operations that are drawn from.
  public var operations: [RandAugmentOperation]

  public init(
    magnitude: Double = 9, deviation: Double = 0.5,
    operations: [RandAugmentOperation] = RandAugmentOperation.allCases
  ) {
    self.magnitude = magnitude
    self.deviation = deviation
    self.operations = operations
  }

  private static let layerCount = 2
  private static let probability = 0.5

  /// The picture after the drawn operations.
  public func applied(
    to image: Image8, sampling: AffineSampling, using rng: inout some RandomNumberGenerator
  ) -> Image8 {
    // All are drawn before any is applied: what one layer does cannot change the draws of the next.
    let layers = (0..<Self.layerCount).map { _ in operations[rng.index(below: operations.count)] }
    return layers.reduce(image) { image, operation in
      let isApplied = rng.uniform() < Self.probability
      let level = magnitude + deviation * rng.normal()
      let sign = rng.uniform() < 0.5 ? 1.0 : -1
      guard isApplied else { return image }
      let levels = RandAugmentOperation.levels
      return operation.applied(
        to: image, level: min(max(level, levels.lowerBound), levels.upperBound), sign: sign,
        sampling: sampling)
    }
  }
}
