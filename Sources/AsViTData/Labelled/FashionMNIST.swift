import AsViTNumerics
import CEmbedded

/// The classes of Fashion-MNIST (Xiao, Rasul and Vollgraf, arXiv:1708.07747, Table 1), by label.
private let fashionClasses = [
  "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
  "Ankle boot",
]

/// The first 2,000 training and 500 test images, inside the program.
///
/// Licence: Sources/CEmbedded/fashion-mnist/LICENSE.md.
func embeddedFashionMNIST() throws(DataError) -> LabelledData {
  let path = "embedded Fashion-MNIST"
  func file(_ file: embedded_file) throws(DataError) -> IDXFile {
    let bytes = UnsafeBufferPointer(start: file.bytes, count: file.byte_count)
    return try IDXFile(gzip: Array(bytes), path: path)
  }
  return try LabelledData(
    training: labelledImages(
      file(embedded_fashion_training_images), path: path,
      labels: file(embedded_fashion_training_labels), labelsPath: path, classNames: fashionClasses),
    test: labelledImages(
      file(embedded_fashion_test_images), path: path,
      labels: file(embedded_fashion_test_labels), labelsPath: path, classNames: fashionClasses),
    origin: DataOrigin(
      kind: "the beginning of Fashion-MNIST (Zalando 2017, MIT)", training: "the program itself",
      test: "the program itself"))
}

/// All 60,000 training and 10,000 test images, where Debian's package puts them.
///
/// - Throws: `notInstalled`, and what reading the files throws.
func installedFashionMNIST(
  folder: String = "/usr/share/datasets/fashion-mnist"
) throws(DataError) -> LabelledData {
  guard folderStatus(folder) != nil else {
    throw DataError(path: folder, problem: .notInstalled(package: "dataset-fashion-mnist"))
  }
  return try openIDXData(
    images: "\(folder)/train-images-idx3-ubyte.gz", classNames: fashionClasses,
    split: TestSplit(seed: Seed(0)),
    kind: "Fashion-MNIST (Zalando 2017, MIT)")
}
