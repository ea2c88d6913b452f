/// The two sets that a network is trained and tested on.
public struct LabelledData: Sendable {
  public private(set) var training: LabelledImages
  public let test: LabelledImages
  private let origin: DataOrigin
  /// How many training images there were before thinning.
  private let availableCount: Int

  /// - Throws: `oneClass` when the training labels are all the same, `differentClassCounts`.
  init(training: LabelledImages, test: LabelledImages, origin: DataOrigin) throws(DataError) {
    let first = training.labels[0]
    guard training.labels.contains(where: { $0 != first }) else {
      throw DataError(path: origin.training, problem: .oneClass(training.classNames[first]))
    }
    guard training.classCount == test.classCount else {
      throw DataError(
        path: origin.training,
        problem: .differentClassCounts(training: training.classCount, test: test.classCount))
    }
    self.training = training
    self.test = test
    self.origin = origin
    availableCount = training.count
  }

  /// Divides `images`, of which no test set comes with them.
  ///
  /// - Parameter path: the folder or file they were read from.
  /// - Throws: as above, and `noTestImages`.
  init(
    dividing images: LabelledImages, by split: TestSplit, kind: String, path: String
  ) throws(DataError) {
    let test = split.heldOut(from: images)
    guard !test.isEmpty else { throw DataError(path: path, problem: .noTestImages) }
    let heldOut = Set(test)
    let training = (0..<images.count).filter { !heldOut.contains($0) }
    try self.init(
      training: images.subset(training), test: images.subset(test),
      origin: DataOrigin(kind: kind, training: path, test: nil))
  }

  /// What the images are, how many there are and where each part of them comes from, in one line.
  public var provenance: String {
    origin.description(training: training, of: availableCount, test: test)
  }

  /// The same with only `trainingCount` training images, of each class the same share, evenly apart
  /// in the order of the set; all where there are no more.
  ///
  /// - Throws: `fewerThanClasses` when there would be no image of a class that has some.
  public func thinned(to trainingCount: Int) throws(DataError) -> LabelledData {
    var thinned = self
    thinned.training = try training.thinned(to: trainingCount, path: origin.training)
    return thinned
  }
}
