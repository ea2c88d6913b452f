import FoundationEssentials
import Glibc

/// The text of a file.
func readText(_ path: String) throws(CommandError) -> String {
  do {
    return try String(contentsOf: URL(filePath: path), encoding: .utf8)
  } catch {
    let system = (error as? CocoaError)?.underlying as? POSIXError
    let reason = system.map { String(cString: strerror($0.code.rawValue)) }
    throw .unreadable(path: path, reason: reason ?? "it is not UTF-8 text")
  }
}
