import Glibc

/// The pictures below a folder at any depth, and the entries that could not be followed.
struct FolderListing {
  /// Paths of files, each folder's entries in the order of their UTF-8 bytes.
  private(set) var files: [String] = []
  private(set) var skipped: [DataError] = []
  /// Paths of files that are named as no image.
  private(set) var others: [String] = []

  /// Walks the folder at `path`.
  ///
  /// Names that start with a dot are left out. Links are followed, but no folder is entered twice, so
  /// that loops of links end.
  ///
  /// - Throws: `unreadable` when the folder itself cannot be listed.
  init(path: String) throws(DataError) {
    var entered: Set<FolderIdentity> = []
    var pending = [path]
    while let entry = pending.popLast() {
      // What cannot be examined counts as a file: reading it will tell why.
      guard let status = folderStatus(entry) else {
        if namesImage(entry) { files.append(entry) } else { others.append(entry) }
        continue
      }
      guard entered.insert(FolderIdentity(status)).inserted else { continue }
      do {
        let names = try entryNames(of: entry, skipped: &skipped)
        pending += names.reversed().map { entry.hasSuffix("/") ? entry + $0 : "\(entry)/\($0)" }
      } catch {
        guard entry != path else { throw error }
        skipped.append(error)
      }
    }
  }
}

/// The names in the folder `path`, without hidden ones, in the order of their UTF-8 bytes.
///
/// Names that are not UTF-8 are added to `skipped`.
///
/// - Throws: `unreadable`.
package func entryNames(of path: String, skipped: inout [DataError]) throws(DataError) -> [String] {
  guard let folder = opendir(path) else { throw .system(path) }
  defer { closedir(folder) }
  let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name)!
  var names: [String] = []
  errno = 0
  while let entry = readdir(folder) {
    let name = UnsafeRawPointer(entry).advanced(by: nameOffset)
      .assumingMemoryBound(to: CChar.self)
    if let name = String(validatingCString: name) {
      if !name.hasPrefix(".") { names.append(name) }
    } else {
      let repaired = "\(path)/\(String(cString: name))"
      skipped.append(DataError(path: repaired, problem: .notUTF8Name))
    }
    errno = 0
  }
  guard errno == 0 else { throw .system(path) }
  return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// What the system knows of the folder at `path`; nil when it is none or cannot be examined.
func folderStatus(_ path: String) -> stat? {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR ? status : nil
}

/// What tells one folder from another, whatever path led to it.
private struct FolderIdentity: Hashable {
  let device: UInt
  let inode: UInt

  init(_ status: stat) {
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
  }
}
