/// What a data set is and where its parts were read.
struct DataOrigin: Hashable, Sendable {
  /// A name such as `CIFAR-10`.
  let kind: String
  /// The folder or file of the training images.
  let training: String
  /// The origin of the test images; nil when a share of each class of the training images is held
  /// out.
  let test: String?
  /// Folders beside them that were left alone.
  var unread: [String] = []

  /// All of it in one line.
  ///
  /// - Parameter availableCount: of training images, before thinning.
  func description(
    training images: LabelledImages, of availableCount: Int, test testImages: LabelledImages
  ) -> String {
    let whole = images.count < availableCount ? " of the \(availableCount)" : ""
    return "\(kind), \(images.classCount) classes: \(images.count)\(whole) training images from "
      + "\(training), \(testImages.count) test images "
      + (test.map { "from \($0)" } ?? "held out of them, a share of each class")
      + unread.map { "; \($0) was not read" }.joined()
  }
}
