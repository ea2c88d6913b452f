public import AsViTArchitecture

/// A family whose networks have one size was asked for another.
public struct OneSizeError: Error {
  public let family: String
}

extension Family {
  /// The variant of a family that has networks of any size.
  public func existingVariant(
    of genotype: Genotype, imageSide: Int, tokenization: Tokenization
  ) throws -> Architecture {
    guard
      let variant = try variant(of: genotype, imageSide: imageSide, tokenization: tokenization)
    else { throw OneSizeError(family: Self.word) }
    return variant
  }
}
