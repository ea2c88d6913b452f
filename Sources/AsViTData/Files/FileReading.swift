import Glibc

/// The most bytes that are read of a file, or inflated.
let fileByteLimit = 1 << 30

/// The bytes of the regular file at `path`, or the first `prefix` of them.
///
/// - Throws: `unreadable`, `notARegularFile`, `emptyFile`, `tooLarge`.
func readFile(_ path: String, prefix: Int = .max) throws(DataError) -> [UInt8] {
  try withRegularFile(path) { descriptor, fileByteCount throws(DataError) in
    let byteCount = min(fileByteCount, prefix)
    guard byteCount > 0 else { throw DataError(path: path, problem: .emptyFile) }
    guard byteCount <= fileByteLimit else {
      throw DataError(path: path, problem: .tooLarge(byteCount: byteCount, limit: fileByteLimit))
    }
    var failure: DataError?
    let bytes = [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, filled in
      while filled < byteCount {
        let got = read(descriptor, buffer.baseAddress! + filled, byteCount - filled)
        if got < 0 && errno == EINTR { continue }
        if got < 0 { failure = .system(path) }
        if got <= 0 { break }
        filled += got
      }
    }
    if let failure { throw failure }
    return bytes
  }
}

/// Calls `body` with the descriptor of the regular file at `path`, and how many bytes it has.
///
/// - Throws: `unreadable`, `notARegularFile`, and what `body` throws.
func withRegularFile<Result>(
  _ path: String, _ body: (_ descriptor: CInt, _ byteCount: Int) throws(DataError) -> Result
) throws(DataError) -> Result {
  // Without O_NONBLOCK the opening of a pipe would wait for a writer.
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else { throw .system(path) }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw .system(path) }
  guard status.st_mode & S_IFMT == S_IFREG else {
    throw DataError(path: path, problem: .notARegularFile)
  }
  return try body(descriptor, Int(status.st_size))
}

extension DataError {
  /// What the system says in `errno` about `path`.
  static func system(_ path: String) -> DataError {
    DataError(path: path, problem: .unreadable(systemReason()))
  }
}
