/// The two sets that a network is trained and tested on.
public struct LabelledData: Sendable {
  public let training: LabelledImages
  public let test: LabelledImages
  /// What the images are and where they come from, in one line.
  public let provenance: String

  /// - Throws: `oneClass` when the training labels are all the same, `differentClassCounts`.
  init(
    training: LabelledImages, test: LabelledImages, path: String, provenance: String
  ) throws(DataError) {
    let first = training.labels[0]
    guard training.labels.contains(where: { $0 != first }) else {
      throw DataError(path: path, problem: .oneClass(training.classNames[first]))
    }
    guard training.classCount == test.classCount else {
      throw DataError(
        path: path,
        problem: .differentClassCounts(training: training.classCount, test: test.classCount))
    }
    self.training = training
    self.test = test
    self.provenance = provenance
  }

  /// Divides `images` when no test set comes with them.
  ///
  /// - Throws: as above, and `noTestImages`.
  init(
    dividing images: LabelledImages, by split: TestSplit, path: String, provenance: String
  ) throws(DataError) {
    let test = split.heldOut(from: images)
    guard !test.isEmpty else { throw DataError(path: path, problem: .noTestImages) }
    let heldOut = Set(test)
    let training = (0..<images.count).filter { !heldOut.contains($0) }
    try self.init(
      training: images.subset(training), test: images.subset(test), path: path,
      provenance: provenance + "; \(test.count) of \(images.count) images held out for testing")
  }
}
