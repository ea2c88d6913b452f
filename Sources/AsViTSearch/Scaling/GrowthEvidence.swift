import AsViTArchitecture
import AsViTProxies

/// How far what is known of spectral capacity holds for a growth that goes by it.
public struct GrowthEvidence: Hashable, Codable, Sendable {
  /// What capacity was compared with; absent when nothing speaks for it.
  public let range: EvidenceRange?
  /// Evidence against it at the image side of the space.
  public let opposing: [Evidence]
  /// Where the largest member is beyond the range.
  public let extrapolations: [Extrapolation]

  /// - Returns: nil for a growth that does not go by capacity.
  public init?(of growth: Growth) {
    guard growth.settings.policy == .capacity else { return nil }
    let metric = SpectralCapacity.metric
    let imageSide = growth.family.imageSide
    let largest = growth.last.architecture
    let shape = NetworkShape(
      stages: largest.stages, imageSide: imageSide, parameterCount: largest.parameterCount,
      macCount: largest.macCount)
    range = EvidenceRange(for: metric)
    opposing = Evidence.speaking(against: metric, imageSide: imageSide)
    extrapolations = range.map { KnownRange($0).extrapolations(to: shape) } ?? [.metric]
  }
}

extension GrowthPolicy {
  /// The most blocks of the networks that speak for what the policy goes by; nil where it goes by no
  /// closed form, and when nothing speaks for it.
  public var blocksOfEvidence: Int? {
    self == .capacity ? EvidenceRange(for: SpectralCapacity.metric)?.blocks.upperBound : nil
  }
}
