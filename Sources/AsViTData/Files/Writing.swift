import Glibc

/// Writes all bytes at the current position of an open file, in as many calls as that takes.
///
/// - Returns: false when the system refuses; `systemReason()` says why.
package func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: CInt) -> Bool {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { return false }
    rest = rest.dropFirst(count)
  }
  return true
}

/// Returns when the name of a file or folder has reached the device, which is when the folder that
/// holds it has.
///
/// - Parameter path: without a slash at its end.
/// - Returns: false when the system refuses; `systemReason()` says why. A folder that may be written
///   and not read cannot be waited for, and passes.
package func synchroniseName(of path: String) -> Bool {
  let folder = open(
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ".",
    O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard folder >= 0 else { return errno == EACCES }
  defer { close(folder) }
  return fsync(folder) == 0
}

/// What the system says about the call that failed last.
package func systemReason() -> String { String(cString: strerror(errno)) }
