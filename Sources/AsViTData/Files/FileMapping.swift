import FoundationEssentials
import Glibc

/// The bytes of the regular file at `path`, read from the device when they are looked at.
///
/// `Data(contentsOf:options: .mappedIfSafe)` of swift-foundation reads the file instead.
///
/// - Throws: `unreadable`, `notARegularFile`.
func mapFile(_ path: String) throws(DataError) -> Data {
  try withRegularFile(path) { descriptor, byteCount throws(DataError) in
    guard byteCount > 0 else { return Data() }
    guard let bytes = mmap(nil, byteCount, PROT_READ, MAP_PRIVATE, descriptor, 0),
      bytes != MAP_FAILED
    else { throw .system(path) }
    return Data(bytesNoCopy: bytes, count: byteCount, deallocator: .custom { munmap($0, $1) })
  }
}
