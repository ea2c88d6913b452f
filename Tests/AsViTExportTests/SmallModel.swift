import AsViTArchitecture
import AsViTData
import AsViTExport
import AsViTNetwork
import AsViTNumerics

/// A network of some thousand parameters, at 32 pixels.
struct SmallModel {
  let description: ModelDescription
  let parameters: ParameterStore<Float>

  init(
    _ genotype: String = "5,2,1,2|2,2,2,1|3,1,1,1|2,1,1,1|8,9", classNames: [String] = [],
    hasPositionEmbedding: Bool = false
  ) throws {
    description = ModelDescription(
      genotype: Genotype(genotype),
      family: AsViTFamily(
        imageSide: 32, stemStride: 4, classCount: max(3, classNames.count),
        hasPositionEmbedding: hasPositionEmbedding),
      normalisation: Normalisation(
        mean: [0.5, 0.25, 0.1], standardDeviation: [0.2, 0.3, 0.4]),
      classNames: classNames)
    parameters = ParameterStore(
      try description.family.architecture(for: description.genotype), seed: Seed(1),
      workers: Workers(count: 1))
  }

  /// The bits of all parameters.
  static func bits(of parameters: ParameterStore<Float>) -> [[UInt32]] {
    parameters.architecture.parameters.map {
      parameters.values(of: $0.name).map(\.bitPattern)
    }
  }
}
