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

/// What the system says about the call that failed last.
package func systemReason() -> String { String(cString: strerror(errno)) }
