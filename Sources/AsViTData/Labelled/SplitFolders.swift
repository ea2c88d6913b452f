/// A part of a data set, as people name its folder, in any case.
enum Split: Hashable, CaseIterable {
  case training, validation, test

  /// The names for training and validation are timm's.
  private var names: Set<String> {
    switch self {
    case .training: ["train", "training"]
    case .validation: ["val", "valid", "validation", "eval", "evaluation"]
    case .test: ["test", "testing"]
    }
  }

  /// The part that a folder of this name holds; nil when it is none.
  init?(folderName: String) {
    let name = folderName.lowercased()
    guard let split = Self.allCases.first(where: { $0.names.contains(name) }) else { return nil }
    self = split
  }
}

/// Which folders of a data set hold its parts. Validation images are tested on where there are any,
/// else the test images.
struct SplitFolders {
  /// Paths.
  let training: String
  let test: String?
  /// Parts that are left alone.
  let unread: [String]

  /// Takes the folders of the set at `path` for parts when that is what all that hold anything are
  /// called.
  ///
  /// - Parameter names: of its folders.
  /// - Returns: nil when they are classes. A class may be called as a part, beside others that are
  ///   not, and then has no folders.
  /// - Throws: `sameSplit` when two are the same part, `splitsAmongClasses` when what is called as a
  ///   part has folders and others are beside it.
  init?(_ names: [String], in path: String) throws(DataError) {
    let named = names.filter { Split(folderName: $0) != nil }
    guard !named.isEmpty else { return nil }
    var others: [String] = []
    for name in names where Split(folderName: name) == nil {
      var skipped: [DataError] = []
      if try !entryNames(of: "\(path)/\(name)", skipped: &skipped).isEmpty { others.append(name) }
    }
    guard others.isEmpty else {
      for name in named where try !folderNames(of: "\(path)/\(name)").isEmpty {
        throw DataError(path: path, problem: .splitsAmongClasses(splits: named, others: others))
      }
      return nil
    }
    let folders = Dictionary(grouping: named, by: Split.init(folderName:))
    for split in Split.allCases {
      guard let same = folders[split], same.count > 1 else { continue }
      throw DataError(path: path, problem: .sameSplit(same))
    }
    func folder(_ split: Split) -> String? { folders[split].map { "\(path)/\($0[0])" } }
    guard let training = folder(.training) else { return nil }
    self.training = training
    let tests = [Split.validation, .test].compactMap(folder)
    test = tests.first
    unread = Array(tests.dropFirst())
  }
}

/// The names of the folders in the folder `path`, in order, without hidden ones.
func folderNames(of path: String) throws(DataError) -> [String] {
  var skipped: [DataError] = []
  return try entryNames(of: path, skipped: &skipped).filter { folderStatus("\(path)/\($0)") != nil }
}
