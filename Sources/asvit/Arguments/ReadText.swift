import FoundationEssentials
import Glibc

/// The text of a file.
func readText(_ path: String) throws(CommandError) -> String {
  let bytes: Data
  do {
    bytes = try Data(contentsOf: URL(filePath: path))
  } catch {
    // The system's own words are the shorter ones.
    throw .unreadable(path: path, reason: String(cString: strerror(errno)))
  }
  guard let text = String(validating: bytes, as: UTF8.self) else {
    throw .unreadable(path: path, reason: "it is not UTF-8 text")
  }
  return text
}
