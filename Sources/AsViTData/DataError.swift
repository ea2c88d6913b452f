/// What is wrong with a file or folder of data.
public struct DataError: Error, Hashable, Sendable {
  /// The file or folder, as it was named or found.
  public let path: String
  public let problem: Problem

  public init(path: String, problem: Problem) {
    self.path = path
    self.problem = problem
  }

  public enum Problem: Hashable, Sendable {
    /// The system refused to open or read it, for its own reason.
    case unreadable(String)
    /// The system refused to create or write it, for its own reason.
    case unwritable(String)
    case notARegularFile
    case emptyFile
    case tooLarge(byteCount: Int, limit: Int)
    case notUTF8Name
    case emptyFolder

    case notAnImage
    /// The decoder's own words say where it stopped.
    case broken(format: String, reason: String)
    case tooManyPixels(width: Int, height: Int, limit: Int)
    case foreignPicture(ForeignFormat)

    case brokenGzip(String)
    case notAnIDXFile
    case unsupportedIDXType(UInt8)
    case notImageShaped(dimensions: [Int])
    case holdsLabels(count: Int)
    case holdsNoPixels(dimensions: [Int])
    case wrongLength(expected: Int, found: Int)
    case impossibleSize(dimensions: [Int])

    case singleImage
    case foreignData(ForeignFormat)
    case unknownFormat(byteCount: Int)
    case tooFewImages(found: Int, needed: Int, skipped: [DataError])

    case notInstalled(package: String)
    case missingFile(name: String)
    case notLabelled
    case severalSets([String])
    case setsBelow([String])
    case noTrainingFile
    case singleCIFARFile
    case noClassFolders
    case classesAreSplits([String])
    case sameSplit([String])
    case splitsAmongClasses(splits: [String], others: [String])
    case emptyClass(skipped: [DataError])
    case unknownClass(known: [String])
    case unsortedTest(classes: [String], list: String?)
    case fewerThanClasses(images: Int, classes: Int)
    case oneClass(String)
    case holdsNoLabels(dimensions: [Int])
    case labelCountDiffers(labels: Int, images: Int)
    case labelOutOfRange(label: Int, index: Int, classCount: Int)
    case differentClassCounts(training: Int, test: Int)
    case noTestImages
    case tooManyBroken(of: Int, skipped: [DataError])
  }
}

extension DataError: CustomStringConvertible {
  public var description: String { "\(path): \(problem)" }
}

extension DataError.Problem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let reason):
      "cannot be read: \(reason)"
    case .unwritable(let reason):
      "cannot be written: \(reason)"
    case .notARegularFile:
      "is neither a regular file nor a folder"
    case .emptyFile:
      "is empty (0 bytes)"
    case .tooLarge(let byteCount, let limit):
      "holds \(byteCount) bytes or more; at most \(limit) are read"
    case .notUTF8Name:
      "has a name that is not UTF-8; rename it"
    case .emptyFolder:
      "holds no images; name a folder with JPEG, PNG or WebP images"
    case .notAnImage:
      "is not a JPEG, PNG or WebP image"
    case .broken(let format, let reason):
      "is a broken \(format) image: \(reason)"
    case .tooManyPixels(let width, let height, let limit):
      "claims \(width) x \(height) pixels; at most \(limit) are decoded"
    case .foreignPicture(let format):
      "is \(format.inPlaceOfPicture)"
    case .brokenGzip(let reason):
      "is broken gzip data: \(reason)"
    case .notAnIDXFile:
      "is gzip data without an IDX file inside; unpack it and name what it holds"
    case .unsupportedIDXType(let type):
      "is an IDX file of element type \(type); only unsigned bytes (type 8) are read"
    case .notImageShaped(let dimensions):
      "is an IDX file of shape \(dimensions); images have the shape [count, height, width]"
    case .holdsLabels(let count):
      "is an IDX file of \(count) labels, not of images; name the file of images beside it"
    case .holdsNoPixels(let dimensions):
      "is an IDX file of shape \(dimensions), without a single pixel"
    case .wrongLength(let expected, let found):
      "holds \(found) bytes where its header promises \(expected); fetch it again"
    case .impossibleSize(let dimensions):
      "is an IDX file whose header claims the impossible shape \(dimensions)"
    case .singleImage:
      "is a single image; name the folder that holds the images"
    case .foreignData(let format):
      "is \(format.inPlaceOfData)"
    case .unknownFormat(let byteCount):
      """
      is neither an IDX file nor CIFAR records (\(byteCount) bytes: not all records of 3073 or \
      3074 bytes with a valid label); name a folder of images, an IDX file or a CIFAR binary file
      """
    case .tooFewImages(let found, let needed, let skipped):
      "\(needed) images are needed and \(found) can be read" + Self.listing(skipped)
    case .notInstalled(let package):
      "is not there; run: apt-get install \(package)"
    case .missingFile(let name):
      "holds no file \(name), which belongs to the others there"
    case .notLabelled:
      """
      holds images without labels; name a folder with one folder of images for each class, IDX \
      images with their labels beside them, or a folder of CIFAR binary files
      """
    case .severalSets(let names):
      """
      holds \(names.count) data sets; name the training images of one: \
      \(Self.listing(names, limit: 6))
      """
    case .setsBelow(let paths):
      "holds data sets in its folders; name one of these: \(Self.listing(paths, limit: 6))"
    case .noTrainingFile:
      """
      belongs to a data set of which the training images are missing or have another name: beside it \
      there is no *train-images* (IDX), data_batch_*.bin or train.bin (CIFAR)
      """
    case .singleCIFARFile:
      "is one file of CIFAR; name the folder that holds it with the others"
    case .noClassFolders:
      "holds no folders; sort the images into one folder for each class"
    case .classesAreSplits(let names):
      """
      has no classes: \(Self.listing(names)) are parts of a data set, and none is called train; \
      name the folder of the training images, or call it train
      """
    case .sameSplit(let names):
      "has \(names.joined(separator: " and ")), which mean the same; leave one of them there"
    case .splitsAmongClasses(let splits, let others):
      """
      holds parts of a data set (\(Self.listing(splits))) beside other folders \
      (\(Self.listing(others))), so that either may be the classes; leave one kind there
      """
    case .emptyClass(let skipped):
      "is a class without a readable image" + Self.listing(skipped)
    case .unknownClass(let known):
      "is a class without training images; the classes are \(Self.listing(known))"
    case .unsortedTest(let classes, let list):
      """
      is not sorted into the classes \(Self.listing(classes)); give each of them its folder\
      \(list.map { ", as \($0) tells" } ?? ""), or move the whole away: then a part of the training \
      images is held out for testing
      """
    case .fewerThanClasses(let images, let classes):
      "has \(classes) classes; \(images) images are too few, take at least \(classes)"
    case .oneClass(let name):
      "holds the single class '\(name)'; a classifier needs at least two"
    case .holdsNoLabels(let dimensions):
      "is an IDX file of shape \(dimensions); labels have the shape [count]"
    case .labelCountDiffers(let labels, let images):
      "holds \(labels) labels for \(images) images"
    case .labelOutOfRange(let label, let index, let classCount):
      "gives image \(index) the label \(label); the training labels are 0 to \(classCount - 1)"
    case .differentClassCounts(let training, let test):
      "holds training images of \(training) classes and test images of \(test)"
    case .noTestImages:
      """
      leaves no image for testing, since no class has two; add images, or a folder val beside \
      a folder train
      """
    case .tooManyBroken(let count, let skipped):
      "more than a tenth of its \(count) files cannot be decoded" + Self.listing(skipped)
    }
  }

  /// The first few names, and how many more there are.
  private static func listing(_ names: [String], limit: Int = 3) -> String {
    let rest = names.count > limit ? " and \(names.count - limit) more" : ""
    return names.prefix(limit).joined(separator: ", ") + rest
  }

  /// The first few skipped files with their reasons, and how many more there are.
  private static func listing(_ skipped: [DataError]) -> String {
    guard !skipped.isEmpty else { return "; add images" }
    let shown = skipped.prefix(10).map { "\n  \($0)" }.joined()
    let rest = skipped.count > 10 ? "\n  and \(skipped.count - 10) more" : ""
    return "; skipped \(skipped.count):\(shown)\(rest)"
  }
}
