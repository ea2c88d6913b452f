import AsViTArchitecture

extension Genotype {
  /// The choices of a genotype that is an As-ViT's.
  var genes: AsViTGenes {
    do {
      return try AsViTGenes(description)
    } catch {
      fatalError("\(error)")
    }
  }
}
