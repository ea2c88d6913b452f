import AsViTArchitecture

extension SearchSpace {
  /// DeiT-Tiny's shape at a width that the limits leave, whether the space has it or not: 12 blocks of 3
  /// heads with MLPs of ratio 4, the widest by multiples of 12 channels. Nil where none keeps the
  /// limits, and in spaces of other families than plain vision transformers, which cannot have the
  /// shape.
  ///
  /// Touvron et al., ICML 2021 (arXiv:2012.12877), Table 1.
  func deiTShape(within limits: SearchLimits) throws(ArchitectureError) -> Genotype? {
    guard let family = family as? PlainViT else { return nil }
    var widest: Genotype?
    for width in stride(from: 12, through: 768, by: 12) {
      let genotype = try family.genotype("\(width)x12|3,4")
      guard limits.admit(try family.architecture(for: genotype)) else { break }
      widest = genotype
    }
    return widest
  }
}
