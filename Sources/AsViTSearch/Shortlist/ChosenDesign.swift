public import AsViTArchitecture

/// A design that is trained, and what chose it.
public struct ChosenDesign: Hashable, Codable, Sendable {
  public let genotype: Genotype
  public let origin: DesignOrigin

  public init(genotype: Genotype, origin: DesignOrigin) {
    self.genotype = genotype
    self.origin = origin
  }
}

/// Why a design is trained.
public enum DesignOrigin: String, Codable, CaseIterable, Sendable {
  /// A member of a sample.
  case sample
  /// A model of trainings predicts most for it.
  case predicted
  /// A search found it.
  case found
  /// Near what a search found, by score or by choices.
  case neighbour
  /// What a search found but for choices that its score cannot see.
  case unseen
  /// A baseline: width and depth in proportion, all else at the space's defaults.
  case uniform
  /// A baseline: the most parameters within the limits.
  case largest
  /// A baseline: a uniform draw within the limits.
  case random
  /// A baseline: the shape of DeiT-Tiny, as wide as the limits leave.
  case deiT
}
