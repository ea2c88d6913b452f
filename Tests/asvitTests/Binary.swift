import AsViTTestSupport
import Foundation

/// The built command-line tool, run as a user runs it.
enum Binary {
  struct Outcome {
    let status: Int32
    /// Whether a signal ended the process.
    let isKilled: Bool
    let output: String
    let messages: String
  }

  /// Beside the test bundle, or where `ASVIT_BINARY` says.
  static let path: String =
    ProcessInfo.processInfo.environment["ASVIT_BINARY"]
    ?? Bundle.main.bundleURL.appendingPathComponent("asvit").path

  /// Runs the tool to its end.
  static func run(_ arguments: String..., in folder: String? = nil) throws -> Outcome {
    try start(arguments, in: folder).finish()
  }

  /// Whether `runShell` can be isolated. Containers and folders made the root by `chroot` often forbid
  /// it; `Scripts/fault-test` then fails.
  static let canMount = (try? runShell("true", isolated: true).status) == 0

  /// Runs a shell command in which `asvit` is the tool.
  ///
  /// - Parameter isolated: as root of a namespace of its own, in which it may mount.
  static func runShell(_ script: String, isolated: Bool = false) throws -> Outcome {
    let shell = ["bash", "-c", "asvit() { '\(path)' \"$@\"; }\n" + script]
    let isolation = isolated ? ["unshare", "--map-root-user", "--mount"] : []
    return try Running(executable: "/usr/bin/env", arguments: isolation + shell, in: nil).finish()
  }

  /// Runs the tool without root's right to pass over permissions.
  static func runUnprivileged(_ arguments: [String]) throws -> Outcome {
    let rights = "-dac_override,-dac_read_search"
    let drop = ["setpriv", "--bounding-set=\(rights)", "--inh-caps=\(rights)"]
    return try Running(
      executable: "/usr/bin/env", arguments: (geteuid() == 0 ? drop : []) + [path] + arguments,
      in: nil
    ).finish()
  }

  /// Runs the tool on a terminal; its output is what the terminal gets, messages included.
  static func runOnTerminal(
    _ arguments: [String], columns: Int, environment: String = "TERM=xterm NO_COLOR="
  ) throws -> Outcome {
    let command =
      "stty cols \(columns); \(environment) '\(path)' '\(arguments.joined(separator: "' '"))'"
    let script = ["script", "--quiet", "--return", "--command", command, "/dev/null"]
    return try Running(executable: "/usr/bin/env", arguments: script, in: nil).finish()
  }

  static func start(_ arguments: [String], in folder: String? = nil) throws -> Running {
    try Running(executable: path, arguments: arguments, in: folder)
  }
}

/// A process under way. Its output goes to files, so that no pipe can fill up.
final class Running {
  private let process = Process()
  private let folder: TemporaryFolder

  fileprivate init(executable: String, arguments: [String], in directory: String?) throws {
    folder = try TemporaryFolder()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try folder.handle("output")
    process.standardError = try folder.handle("messages")
    try process.run()
  }

  var identifier: Int32 { process.processIdentifier }

  /// What it has written so far.
  var output: String { (try? folder.text("output")) ?? "" }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  func finish() throws -> Binary.Outcome {
    process.waitUntilExit()
    return Binary.Outcome(
      status: process.terminationStatus, isKilled: process.terminationReason == .uncaughtSignal,
      output: try folder.text("output"), messages: try folder.text("messages"))
  }

  /// Waits until `condition` holds; false when the process ends before.
  func wait(until condition: () -> Bool) -> Bool {
    while !condition() {
      guard process.isRunning else { return condition() }
      usleep(2000)
    }
    return true
  }
}

extension TemporaryFolder {
  fileprivate func handle(_ name: String) throws -> FileHandle {
    try write("", to: name)
    return try FileHandle(forWritingTo: URL(fileURLWithPath: "\(path)/\(name)"))
  }
}
