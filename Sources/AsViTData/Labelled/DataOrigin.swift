/// What a data set is and where its parts were read.
struct DataOrigin: Hashable, Sendable {
  enum Test: Hashable, Sendable {
    /// The folder or file.
    case read(String)
    /// A part of the training images.
    case heldOut(TestSplit)
  }

  /// Such as `CIFAR-10`.
  let kind: String
  /// The folder or file of the training images.
  let training: String
  let test: Test
  /// Folders beside them that were left alone.
  var unread: [String] = []

  /// All of it in one line.
  ///
  /// - Parameter availableCount: of training images, before thinning.
  func description(
    training images: LabelledImages, of availableCount: Int, test: LabelledImages
  ) -> String {
    let share = images.count < availableCount ? " of the \(availableCount)" : ""
    let tested =
      switch self.test {
      case .read(let path): "from \(path)"
      case .heldOut(let split):
        "held out of them (\(Int((100 * split.fraction).rounded())) % of each class)"
      }
    return "\(kind), \(images.classCount) classes: \(images.count)\(share) training images from "
      + "\(training), \(test.count) test images \(tested)"
      + unread.map { "; \($0) was not read" }.joined()
  }
}
