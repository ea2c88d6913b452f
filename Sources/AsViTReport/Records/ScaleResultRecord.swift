import AsViTArchitecture
import AsViTProxies
public import AsViTSearch

/// What a growth came to: a function of its settings alone.
public struct ScaleResultRecord: Hashable, Codable, Sendable {
  /// A member for each size asked for, in that order.
  public let targets: [TargetRecord]
  /// The start and what each step chose, smallest first.
  public let path: [MemberRecord]
  public let steps: [GrowthStep]
  /// Absent where growth does not go by a closed form.
  public let evidence: GrowthEvidence?

  /// - Parameter allowsAbove: whether the member for a target may be larger than it.
  public init(_ growth: Growth, allowsAbove: Bool) {
    let path = growth.members.enumerated().map { MemberRecord($1.architecture, step: $0) }
    targets = growth.settings.reach.targets.map { target in
      let index = try? growth.member(nearest: target, allowingAbove: allowsAbove)
      return TargetRecord(parameterCount: target, member: index.map { path[$0] })
    }
    self.path = path
    steps = growth.steps
    evidence = GrowthEvidence(of: growth)
  }

  /// What there is to know of the largest member, each under a name.
  ///
  /// - Parameter imageSide: pixels per side of the images.
  public func remarks(imageSide: Int) -> [(name: String, text: String)] {
    let largest = path[path.count - 1]
    return evidence?.remarks(
      for: NetworkShape(
        stages: largest.stages, imageSide: imageSide, parameterCount: largest.parameterCount,
        macCount: largest.macCount)) ?? []
  }

  /// The members for the sizes asked for, or the whole path when none was; no member twice.
  public var family: [MemberRecord] {
    let wanted = targets.compactMap(\.member)
    return (wanted.isEmpty ? path : wanted).uniqued
  }
}

/// A size that was asked for.
public struct TargetRecord: Hashable, Codable, Sendable {
  public let parameterCount: Int
  /// The member nearest to it; absent when the growth ended below the target.
  public let member: MemberRecord?
}
