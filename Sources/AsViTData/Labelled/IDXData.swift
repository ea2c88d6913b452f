import Glibc

/// The sets of IDX files among the names in a folder, by the names of their training images. A file
/// that is there plain and as gzip data counts once, as the latter.
func idxSets(among names: [String]) -> [String] {
  let images = names.filter { $0.contains("train-images") }
  return images.filter { !images.contains("\($0).gz") }
}

/// IDX images with their labels, named as MNIST's files are.
///
/// The labels are beside the images under the same name with `labels` for `images` (and `idx1` for
/// `idx3`); the test images are there with `t10k` or `test` for `train`. Each may end in `.gz`.
/// Without test images, `split` divides the training images.
///
/// - Throws: `notLabelled` when no such name can be made, `missingFile`, `oneClass`,
///   `noTestImages`, and what reading the files throws.
func openIDXData(
  images path: String, classNames: [String]? = nil, split: TestSplit, kind: String = "IDX files"
) throws(DataError) -> LabelledData {
  let training = try readIDXPair(images: path, classNames: classNames)
  let test = ["t10k", "test"].lazy.compactMap { sibling(of: path, replacing: ["train": $0]) }
  guard let testPath = test.first else {
    return try LabelledData(dividing: training, by: split, kind: kind, path: path)
  }
  return try LabelledData(
    training: training,
    test: readIDXPair(images: testPath, classNames: training.classNames),
    origin: DataOrigin(kind: kind, training: path, test: testPath))
}

/// The images at `path` and the labels beside them.
private func readIDXPair(
  images path: String, classNames: [String]?
) throws(DataError) -> LabelledImages {
  let images = try IDXFile(contentsOf: path)
  if images.dimensions.count == 1 {
    throw DataError(path: path, problem: .holdsLabels(count: images.dimensions[0]))
  }
  let name = path.split(separator: "/").last ?? ""
  guard name.contains("images") else { throw DataError(path: path, problem: .notLabelled) }
  let names = ["images": "labels", "idx3": "idx1"]
  guard let labelsPath = sibling(of: path, replacing: names) else {
    let folder = String(path.dropLast(name.count))
    let missing = renamed(String(name), names)
    throw DataError(path: folder.isEmpty ? "." : folder, problem: .missingFile(name: missing))
  }
  return try labelledImages(
    images, path: path, labels: IDXFile(contentsOf: labelsPath),
    labelsPath: labelsPath, classNames: classNames)
}

/// Images with their labels; without class names, the labels up to the largest are the classes.
///
/// - Throws: `holdsNoLabels`, `labelCountDiffers`, `labelOutOfRange`, and what is wrong with the
///   images.
func labelledImages(
  _ images: IDXFile, path: String, labels file: IDXFile, labelsPath: String,
  classNames known: [String]?
) throws(DataError) -> LabelledImages {
  let source = try IDXImages(images, path: path)
  guard file.dimensions.count == 1 else {
    throw DataError(path: labelsPath, problem: .holdsNoLabels(dimensions: file.dimensions))
  }
  let labels = file.elements.map { Int($0) }
  guard labels.count == source.count else {
    throw DataError(
      path: labelsPath, problem: .labelCountDiffers(labels: labels.count, images: source.count))
  }
  let classNames = known ?? (0...(labels.max() ?? 0)).map { String($0) }
  if let index = labels.firstIndex(where: { $0 >= classNames.count }) {
    throw DataError(
      path: labelsPath,
      problem: .labelOutOfRange(label: labels[index], index: index, classCount: classNames.count))
  }
  let (height, width) = (images.dimensions[1], images.dimensions[2])
  let digests = images.elements.withUnsafeBytes { elements in
    (0..<source.count).map { index in
      var digest = Digest()
      digest.add(UInt64(height))
      digest.add(UInt64(width))
      digest.add(.init(rebasing: elements[index * height * width..<(index + 1) * height * width]))
      return digest.value
    }
  }
  return LabelledImages(
    source: source, digests: digests, labels: labels, classNames: classNames,
    nativeSide: min(height, width))
}

/// The file beside `path` whose name has other parts, with or without `.gz`; nil when there is none
/// or the name has none of the parts.
private func sibling(of path: String, replacing parts: [String: String]) -> String? {
  let name = String(path.split(separator: "/").last ?? "")
  let other = renamed(name, parts)
  guard other != name else { return nil }
  let plain = path.dropLast(name.count) + (other.hasSuffix(".gz") ? other.dropLast(3) : other[...])
  return ["\(plain).gz", "\(plain)"].first { access($0, F_OK) == 0 }
}

/// `name` with the first occurrence of each part replaced.
private func renamed(_ name: String, _ parts: [String: String]) -> String {
  parts.reduce(into: name) { name, part in
    if let range = name.firstRange(of: part.key) { name.replaceSubrange(range, with: part.value) }
  }
}
