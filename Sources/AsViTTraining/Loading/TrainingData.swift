public import AsViTData

/// Labelled images with what is taken out of their channels.
public struct TrainingData: Sendable {
  public let training: LabelledImages
  public let test: LabelledImages
  /// Where they come from.
  public let provenance: String
  public let normalisation: Normalisation

  /// - Parameter trainingCount: takes only so many training images, evenly apart in the order of the
  ///   set; nil for all.
  /// - Throws: when images cannot be read.
  public init(_ data: LabelledData, trainingCount: Int? = nil) throws(DataError) {
    training = trainingCount.map(data.training.thinned) ?? data.training
    test = data.test
    provenance = data.provenance
    normalisation = try training.normalisation()
  }

  public var classCount: Int { training.classCount }
}
