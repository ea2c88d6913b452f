import AsViTArchitecture
import AsViTExport

/// What an import tells on standard output.
struct ImportSummary: Encodable {
  let genotype: Genotype
  let parameterCount: Int
  let imageSide: Int
  let classCount: Int
  let weights: String

  init(_ file: WeightsFile, path: String) {
    genotype = file.architecture.genotype
    parameterCount = file.architecture.parameterCount
    imageSide = file.architecture.imageSide
    classCount = file.architecture.classCount
    weights = path
  }
}

extension ImportSummary: CustomStringConvertible {
  var description: String {
    """
    genotype    \(genotype)
    parameters  \(parameterCount.shown)
    images      \(imageSide) x \(imageSide) pixels, \(classCount) classes
    weights     \(weights)
    """
  }
}
