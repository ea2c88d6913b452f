import FoundationEssentials
import Glibc

/// The bytes of the regular file at `path`, read from the device when they are looked at.
///
/// `Data(contentsOf:options: .mappedIfSafe)` of swift-foundation reads the file instead.
///
/// - Throws: `unreadable`, `notARegularFile`.
func mapFile(_ path: String) throws(DataError) -> Data {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else { throw .system(path) }
  defer { close(descriptor) }

  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw .system(path) }
  guard status.st_mode & S_IFMT == S_IFREG else {
    throw DataError(path: path, problem: .notARegularFile)
  }
  let byteCount = Int(status.st_size)
  guard byteCount > 0 else { return Data() }
  guard let bytes = mmap(nil, byteCount, PROT_READ, MAP_PRIVATE, descriptor, 0),
    bytes != MAP_FAILED
  else { throw .system(path) }
  return Data(
    bytesNoCopy: bytes, count: byteCount, deallocator: .custom { munmap($0, $1) })
}
