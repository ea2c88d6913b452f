import AsViTNumerics
import Glibc

/// Opens images with labels.
///
/// `specification` is one of
/// - nil: the first 2,000 training and 500 test images of Fashion-MNIST, embedded in the program;
/// - `fashion-mnist`: the whole of it, from Debian's package `dataset-fashion-mnist`;
/// - a folder with one folder of JPEG, PNG or WebP images for each class, or two such folders named
///   `train` and `val`, `valid` or `test`;
/// - a folder with IDX files named as MNIST's, plain or gzip, or the path of the training images
///   among them;
/// - a folder with the binary files of CIFAR-10 or CIFAR-100 (fine labels).
///
/// Rasters are kept in memory as bytes. Images in folders are decoded once here, by `workers`, so
/// that broken ones are known and left out, and again whenever they are asked for. Where there is
/// no test set, `split` makes one.
///
/// - Throws: `DataError` naming what is missing or wrong.
public func openLabelledData(
  _ specification: String?, split: TestSplit, workers: Workers
) throws(DataError) -> LabelledData {
  switch specification {
  case nil: try embeddedFashionMNIST()
  case "fashion-mnist": try installedFashionMNIST()
  case let path?: try openLabelledData(path: path, split: split, workers: workers)
  }
}

private func openLabelledData(
  path: String, split: TestSplit, workers: Workers
) throws(DataError) -> LabelledData {
  guard access(path, F_OK) == 0 else { throw .system(path) }
  guard folderStatus(path) != nil else {
    return try openIDXData(images: path, split: split, provenance: "IDX files, \(path)")
  }
  var skipped: [DataError] = []
  let names = try entryNames(of: path, skipped: &skipped)
  if let images = names.first(where: { $0.contains("train-images") }) {
    return try openIDXData(
      images: "\(path)/\(images)", split: split, provenance: "IDX files, \(path)")
  }
  if let files = CIFARFiles(names: names, folder: path) { return try files.open(split: split) }
  return try openClassFolders(path, split: split, workers: workers)
}
