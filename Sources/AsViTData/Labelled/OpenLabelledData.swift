public import AsViTNumerics
import Glibc

/// Images with labels.
///
/// `specification` is one of
/// - nil: the first 2,000 training and 500 test images of Fashion-MNIST, embedded in the program;
/// - `fashion-mnist`: the whole of it, from Debian's package `dataset-fashion-mnist`;
/// - a folder with one folder of JPEG, PNG or WebP images for each class, or such folders for
///   training and testing, as `Split` names them;
/// - a folder with one set of IDX files named as MNIST's, plain or gzip, or the path of the training
///   images of one;
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
  case nil: return try embeddedFashionMNIST()
  case "fashion-mnist": return try installedFashionMNIST()
  case var path?:
    // Names of files are added to it.
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return try openLabelledData(path: path, split: split, workers: workers)
  }
}

private func openLabelledData(
  path: String, split: TestSplit, workers: Workers
) throws(DataError) -> LabelledData {
  guard access(path, F_OK) == 0 else { throw .system(path) }
  guard folderStatus(path) != nil else { return try openFile(path, split: split) }
  var skipped: [DataError] = []
  let names = try entryNames(of: path, skipped: &skipped)
  let sets = idxSets(among: names)
  guard sets.count <= 1 else { throw DataError(path: path, problem: .severalSets(sets)) }
  if let images = sets.first {
    return try openIDXData(images: "\(path)/\(images)", split: split)
  }
  if let files = CIFARFiles(names: names, folder: path) { return try files.open(split: split) }
  return try openClassFolders(path, split: split, workers: workers)
}

/// The set whose training images are the IDX file at `path`.
private func openFile(_ path: String, split: TestSplit) throws(DataError) -> LabelledData {
  if let error = DataError.foreignData(at: path) { throw error }
  let start = try readFile(path, prefix: 4)
  if isGzip(start) || IDXFile.isIDX(start) { return try openIDXData(images: path, split: split) }
  // Only CIFAR records are images and no IDX file.
  _ = try openImages(path: path)
  throw DataError(path: path, problem: .singleCIFARFile)
}
