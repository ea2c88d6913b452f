import AsViTData
import Glibc

/// An open file that closes with its owner. Failures carry the path and the system's reason.
struct File: ~Copyable {
  let path: String
  private let descriptor: CInt

  /// - Throws: `ReportError.cannotRead` or `cannotWrite`, by the access that `flags` ask for.
  init(opening path: String, flags: CInt) throws(ReportError) {
    self.path = path
    descriptor = open(path, flags | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw flags & O_ACCMODE == O_RDONLY && flags & O_CREAT == 0
        ? .cannotRead(path: path, reason: systemReason())
        : .cannotWrite(path: path, reason: systemReason())
    }
  }

  deinit { close(descriptor) }

  /// Writes all bytes at the current position.
  func write(_ bytes: [UInt8]) throws(ReportError) {
    guard bytes.withUnsafeBytes({ writeAll($0, to: descriptor) }) else {
      throw .cannotWrite(path: path, reason: systemReason())
    }
  }

  /// Returns when what was written has reached the device.
  func synchronise() throws(ReportError) {
    guard fsync(descriptor) == 0 else { throw .cannotWrite(path: path, reason: systemReason()) }
  }

  /// Cuts the file to `byteCount` and continues from there.
  func truncate(to byteCount: Int) throws(ReportError) {
    guard ftruncate(descriptor, byteCount) == 0, lseek(descriptor, byteCount, SEEK_SET) >= 0 else {
      throw .cannotWrite(path: path, reason: systemReason())
    }
  }

  /// All bytes from the current position to the end.
  func readToEnd() throws(ReportError) -> [UInt8] {
    var contents: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .cannotRead(path: path, reason: systemReason()) }
      if count == 0 { return contents }
      contents += chunk[..<count]
    }
  }

  /// Takes the exclusive lock of the file, which ends with the process at the latest.
  ///
  /// - Returns: false when another process holds it.
  func lock() throws(ReportError) -> Bool {
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
    guard errno == EWOULDBLOCK else { throw .cannotWrite(path: path, reason: systemReason()) }
    return false
  }
}

extension File {
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func contents(of path: String) throws(ReportError) -> [UInt8] {
    try File(opening: path, flags: O_RDONLY).readToEnd()
  }

  /// Writes the whole file or leaves what was there; see `FileReplacement`.
  static func replace(_ path: String, with contents: [UInt8]) throws(ReportError) {
    do throws(DataError) {
      try contents.write(to: path)
    } catch {
      guard case .unwritable(let reason) = error.problem else {
        preconditionFailure("writing failed otherwise: \(error)")
      }
      throw .cannotWrite(path: path, reason: reason)
    }
  }

  static func remove(_ path: String) throws(ReportError) {
    guard unlink(path) == 0 || errno == ENOENT else {
      throw .cannotWrite(path: path, reason: systemReason())
    }
  }

  /// Creates the folder and those above it that are missing, and returns when the names of the new
  /// ones have reached the device.
  static func createFolder(_ path: String) throws(ReportError) {
    let ends = path.indices.dropFirst().filter { path[$0] == "/" } + [path.endIndex]
    for end in ends {
      let folder = String(path[..<end])
      if mkdir(folder, 0o755) == 0 {
        try synchroniseName(of: folder)
      } else if end == path.endIndex, errno != EEXIST {
        throw .cannotWrite(path: path, reason: systemReason())
      }
    }
  }

  /// Returns when the name of a file or folder has reached the device.
  static func synchroniseName(of path: String) throws(ReportError) {
    guard AsViTData.synchroniseName(of: path) else {
      throw .cannotWrite(path: path, reason: systemReason())
    }
  }
}

/// Writes a document in UTF-8 whole, or leaves what was there.
///
/// - Throws: `ReportError.cannotWrite`.
public func writeDocument(_ text: String, to path: String) throws(ReportError) {
  try File.replace(path, with: Array(text.utf8))
}
