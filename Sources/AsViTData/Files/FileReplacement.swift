import Glibc

/// A file that takes the place of another at once, when all of it is on the device: a temporary
/// file beside it that is renamed. Without `commit()` what was there stays.
public struct FileReplacement: ~Copyable {
  private let path: String
  private let temporaryPath: String
  private let descriptor: CInt

  /// - Throws: `DataError.Problem.unwritable`, as all that follows.
  public init(of path: String) throws(DataError) {
    self.path = path
    temporaryPath = path + ".partial"
    descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .unwritable(path) }
  }

  deinit {
    close(descriptor)
    unlink(temporaryPath)
  }

  /// Writes all values at the end, in the byte order of the machine.
  public mutating func write<Value: BitwiseCopyable>(_ values: [Value]) throws(DataError) {
    try values.withBytes { bytes throws(DataError) in try write(bytes) }
  }

  mutating func write(_ bytes: UnsafeRawBufferPointer) throws(DataError) {
    guard writeAll(bytes, to: descriptor) else { throw .unwritable(path) }
  }

  /// Returns when the file is in its place on the device.
  public consuming func commit() throws(DataError) {
    guard fsync(descriptor) == 0, rename(temporaryPath, path) == 0, synchroniseName(of: path)
    else { throw .unwritable(path) }
  }
}

extension DataError {
  /// What the system says in `errno` about writing to `path`.
  fileprivate static func unwritable(_ path: String) -> DataError {
    DataError(path: path, problem: .unwritable(systemReason()))
  }
}

extension Array where Element: BitwiseCopyable {
  /// As `withUnsafeBytes`, with the body's kind of error.
  func withBytes<Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try withUnsafeBufferPointer { values throws(Failure) in
      try body(UnsafeRawBufferPointer(values))
    }
  }
}
