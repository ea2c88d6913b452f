import AsViTReport
import Glibc

/// Writes one line to standard error: notices and progress, never results.
func notice(_ message: String) { writeToStandardError(message + "\n") }

func writeToStandardError(_ text: String) {
  let bytes = Array(text.utf8)
  _ = write(STDERR_FILENO, bytes, bytes.count)
}

/// Prints a document to standard output.
func printJSON(_ value: some Encodable) throws {
  let bytes = try CanonicalJSON.document(value, for: "standard output")
  print(String(decoding: bytes, as: UTF8.self), terminator: "")
}
