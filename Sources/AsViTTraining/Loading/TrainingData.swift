public import AsViTData

/// Labelled images with what is taken out of their channels.
public struct TrainingData: Sendable {
  public let training: LabelledImages
  public let test: LabelledImages
  /// What they are and where each part comes from, in one line.
  public let provenance: String
  public let normalisation: Normalisation

  /// - Parameter trainingCount: takes only so many training images, of each class the same share; nil
  ///   for all.
  /// - Throws: `fewerThanClasses`, and when images cannot be read.
  public init(_ data: LabelledData, trainingCount: Int? = nil) throws(DataError) {
    let data = if let trainingCount { try data.thinned(to: trainingCount) } else { data }
    training = data.training
    test = data.test
    provenance = data.provenance
    normalisation = try training.normalisation()
  }

  public var classCount: Int { training.classCount }
}
