import FoundationEssentials
import Glibc

/// The text of a file.
func readText(_ path: String) throws(CommandError) -> String {
  do {
    return try String(contentsOf: URL(filePath: path), encoding: .utf8)
  } catch {
    throw .unreadable(path: path, reason: systemReason(error) ?? "it is not UTF-8 text")
  }
}

/// What comes on standard input until its end.
func readStandardInput() -> String { AnyIterator { readLine(strippingNewline: false) }.joined() }

/// What the system says about a failure of Foundation; nil when it was not the system's.
func systemReason(_ error: any Error) -> String? {
  let system = (error as? CocoaError)?.underlying as? POSIXError
  return system.map { String(cString: strerror($0.code.rawValue)) }
}
