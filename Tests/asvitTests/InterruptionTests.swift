import AsViTReport
import AsViTTestSupport
import Foundation
import Testing

/// Runs that are stopped at any time and go on.
struct InterruptionTests {
  let setting: SearchSetting

  init() throws { setting = try SearchSetting() }

  /// Enough work that a signal arrives in the middle of it: every step scores anew.
  private func command(in run: String, steps: Int = 40, repeats: String = "6") -> [String] {
    setting.command(in: run, ["--rescore", "--steps", "\(steps)", "--repeats", repeats])
  }

  private func lineCount(_ run: String) -> Int {
    (try? setting.folder.text("\(run)/journal.jsonl").count { $0 == "\n" }) ?? 0
  }

  /// Starts the run, sends `signal` when the journal has `count` lines, and waits for the end.
  private func start(
    _ run: String, steps: Int = 40, repeats: String = "6", until count: Int, signal: Int32
  ) throws -> Binary.Outcome {
    let process = try Binary.start(command(in: run, steps: steps, repeats: repeats))
    #expect(process.wait { lineCount(run) >= count }, "it ended before line \(count)")
    process.send(signal)
    return try process.finish()
  }

  @Test(arguments: ["6", "auto"])
  func `killed at any step and resumed, the result is the same`(repeats: String) throws {
    let whole = command(in: "whole", steps: 120, repeats: repeats)
    #expect(try Binary.start(whole).finish().status == 0)
    for count in [1, Int.random(in: 2...30), Int.random(in: 31...60)] {
      let outcome = try start(
        "killed", steps: 120, repeats: repeats, until: count, signal: SIGKILL)
      #expect(outcome.isKilled && outcome.status == SIGKILL)
    }
    let kept = lineCount("killed")
    let outcome = try Binary.start(command(in: "killed", steps: 120, repeats: repeats)).finish()
    #expect(outcome.status == 0)
    #expect(outcome.messages.contains("resumed after step \(kept) of 120\n"))
    #expect(try setting.resultBytes(in: "killed") == setting.resultBytes(in: "whole"))
  }

  @Test(arguments: ["train", "scale", "export"])
  func `where a finished run is needed, one that was interrupted is named with its command`(
    next: String
  ) throws {
    _ = try start("run", until: 3, signal: SIGKILL)
    let count = lineCount("run")
    let outcome = try Binary.run(
      next, "--from", setting.run, "--out", setting.folder.path + "/next")
    #expect(outcome.status == 65)
    let message =
      "Error: \(setting.run): not finished: step \(count) of 40; the same command goes on:"
    #expect(outcome.messages.hasPrefix(message + "\n  "))
    let resumed = try Binary.runShell(
      try #require(outcome.messages.split(separator: "\n").last.map(String.init)))
    #expect(resumed.status == 0 && resumed.messages.contains("resumed after step \(count) of 40"))
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `a signal ends the run cleanly and says how to resume`(signal: Int32) throws {
    let process = try Binary.start(command(in: "my run") + ["--force"])
    #expect(process.wait { lineCount("my run") >= 3 })
    process.send(signal)
    let outcome = try process.finish()
    #expect(outcome.status == 130 && !outcome.isKilled)
    let command = try #require(outcome.messages.split(separator: "\n").last)
    #expect(
      outcome.messages.hasSuffix(
        "interrupted; to resume, run the same command again:\n\(command)\n"))
    #expect(try setting.folder.text("my run/journal.jsonl").hasSuffix("}\n"))
    let resumed = try Binary.runShell(String(command))
    #expect(resumed.status == 0)
    #expect(resumed.messages.hasPrefix("resumed after step "))
  }

  @Test func `a torn last line is dropped with a notice`() throws {
    _ = try start("run", until: 3, signal: SIGKILL)
    let journal = try setting.folder.text("run/journal.jsonl")
    let lines = journal.split(separator: "\n", omittingEmptySubsequences: false)
    try setting.folder.write(
      lines[0...1].joined(separator: "\n") + "\n" + lines[2].prefix(100), to: "run/journal.jsonl")
    let outcome = try Binary.start(command(in: "run")).finish()
    #expect(outcome.status == 0)
    #expect(
      outcome.messages.hasPrefix(
        """
        \(setting.run)/journal.jsonl:3: dropped a torn last line
        resumed after step 2 of 40

        """))
    #expect(lineCount("run") == 40)
  }

  @Test func `a corrupt line in the middle is named`() throws {
    _ = try start("run", until: 3, signal: SIGKILL)
    let lines = try setting.folder.text("run/journal.jsonl").split(separator: "\n")
    try setting.folder.write(
      ([lines[0], "{}"] + lines[2...]).joined(separator: "\n") + "\n", to: "run/journal.jsonl")
    let outcome = try Binary.start(command(in: "run")).finish()
    #expect(outcome.status == 65)
    #expect(
      outcome.messages.hasPrefix(
        "Error: \(setting.run)/journal.jsonl:2: the key 'seconds' is missing; "))
  }

  @Test func `a second process is refused`() throws {
    let first = try Binary.start(command(in: "run"))
    #expect(first.wait { lineCount("run") >= 1 })
    first.send(SIGSTOP)
    let second = try Binary.start(command(in: "run")).finish()
    first.send(SIGCONT)
    #expect(second.status == 74)
    #expect(
      second.messages.hasPrefix(
        "Error: \(setting.run): in use by process \(first.identifier) on "))
    #expect(try first.finish().status == 0)
  }
}
