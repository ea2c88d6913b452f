import AsViTData
import AsViTReport
import Glibc
import Synchronization

/// Whether this process says what it does: not with --quiet, and workers of a job leave that to its
/// first rank.
let saysNotices = Atomic<Bool>(true)

/// Writes one line to standard error: notices and progress, never results.
func notice(_ message: String) {
  if saysNotices.load(ordering: .relaxed) { complain(message) }
}

/// Writes what must be said to standard error: why a command fails.
func complain(_ message: String) {
  writeToStandardError(Terminal.messages.laidOut(message) + "\n")
}

func writeToStandardError(_ text: String) {
  let bytes = Array(text.utf8)
  _ = write(STDERR_FILENO, bytes, bytes.count)
}

/// Prints a line of results to standard output, where it arrives at once.
///
/// - Throws: `CommandError.unwritable`, as when the disk behind it is full.
func printResult(_ line: some CustomStringConvertible) throws(CommandError) {
  try writeToStandardOutput(Array("\(line)\n".utf8))
}

/// Prints text for people to standard output.
func printText(_ text: some CustomStringConvertible) throws(CommandError) {
  try printResult(Terminal.output.laidOut("\(text)"))
}

/// Prints a document to standard output.
func printJSON(_ value: some Encodable) throws {
  try writeToStandardOutput(CanonicalJSON.document(value, for: standardOutput))
}

/// Prints what a command came to, for programs or for people.
func printOutcome(
  _ outcome: some Encodable & CustomStringConvertible, asJSON: Bool
) throws {
  if asJSON {
    try printJSON(outcome)
  } else {
    try printText(outcome)
  }
}

private let standardOutput = "standard output"

private func writeToStandardOutput(_ bytes: [UInt8]) throws(CommandError) {
  guard bytes.withUnsafeBytes({ writeAll($0, to: STDOUT_FILENO) }) else {
    throw .unwritable(path: standardOutput, reason: systemReason())
  }
}

/// Takes the numbers of standard streams that are closed, so that no file of a run gets one and
/// results are written into it.
func occupyStandardStreams() {
  var descriptor: CInt
  repeat { descriptor = open("/dev/null", O_RDONLY) } while 0...STDERR_FILENO ~= descriptor
  close(descriptor)
}
