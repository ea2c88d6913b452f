import AsViTTestSupport
import Foundation
import Testing

/// Output folders that cannot be written, or only for a while.
struct OutputTests {
  let setting: SearchSetting
  private let genotype = "4,2,1|2,2,1|2,1,1|2,1,1|8,8"

  init() throws { setting = try SearchSetting() }

  @Test func `a folder without permission is named`() throws {
    let locked = setting.folder.path + "/locked"
    try FileManager.default.createDirectory(atPath: locked, withIntermediateDirectories: true)
    #expect(chmod(locked, 0o555) == 0)
    let outcome = try Binary.runUnprivileged(setting.command(in: "locked/run"))
    #expect(outcome.status == 74)
    #expect(outcome.messages == "Error: \(locked)/run: cannot be written: Permission denied\n")
  }

  @Test func `a path below a file is named`() throws {
    let outcome = try setting.search(in: "tiny.yaml/run")
    #expect(outcome.status == 74)
    #expect(
      outcome.messages == "Error: \(setting.space)/run: cannot be written: Not a directory\n")
  }

  @Test func `results without run json are not touched`() throws {
    try setting.folder.write("mine", to: "run/report.json")
    let outcome = try setting.search()
    #expect(outcome.status == 65)
    #expect(
      outcome.messages.hasPrefix(
        "Error: \(setting.run): holds report.json of a run but no run.json"))
    #expect(try setting.folder.text("run/report.json") == "mine")
  }

  @Test(arguments: ["--help", "spaces list", "spaces sample asvit-32 --count 2", "score --csv"])
  func `results that cannot be printed are an error`(arguments: String) throws {
    var command = "asvit \(arguments)"
    if arguments.hasPrefix("score") { command += " --space '\(setting.space)' '\(genotype)'" }
    for (closed, reason) in [
      ("> /dev/full", "No space left on device"), (">&-", "Bad file descriptor"),
    ] {
      let outcome = try Binary.runShell("\(command) \(closed)")
      #expect(outcome.status == 74)
      #expect(
        outcome.messages.hasSuffix("Error: standard output: cannot be written: \(reason)\n"))
    }
  }

  @Test func `results are not printed into files of the run`() throws {
    let search = setting.command().joined(separator: "' '")
    let outcome = try Binary.runShell("asvit '\(search)' >&-")
    #expect(outcome.status == 74)
    #expect(try setting.folder.text("run/.lock").count { $0 == "\n" } == 1)
    let again = try setting.search()
    #expect(again.status == 0)
    #expect(
      again.messages
        == "\(setting.run): this run is finished; its report is \(setting.run)/report.json\n")
  }

  @Test(.enabled(if: Binary.canMount, "this process may not make a namespace to mount in"))
  func `a full disk leaves a journal that resumes`() throws {
    let disk = setting.folder.path + "/disk"
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    let search = setting.command(in: "disk/run").joined(separator: "' '")
    // A file system of its own, in a mount namespace that ends with the shell.
    let script = """
      mount -t tmpfs -o size=24k tmpfs '\(disk)' || exit 99
      asvit '\(search)'
      echo "status $?"
      cp '\(disk)/run/journal.jsonl' '\(setting.folder.path)/full.jsonl'
      ls -A '\(disk)/run' | tr '\\n' ' '; echo
      mount -o remount,size=4m '\(disk)'
      asvit '\(search)' > /dev/null
      echo "status $?"
      cp -r '\(disk)/run' '\(setting.folder.path)/resumed'
      """
    let outcome = try Binary.runShell(script, isolated: true)
    #expect(outcome.status == 0)
    #expect(
      outcome.output == "status 74\n.lock journal.jsonl run.json \nstatus 0\n")
    let full = try setting.folder.text("full.jsonl")
    #expect(full.hasSuffix("}\n"))
    let count = full.count { $0 == "\n" }
    #expect(count > 2 && count < 40)
    let lines = outcome.messages.split(separator: "\n")
    let error = "Error: \(disk)/run/journal.jsonl: cannot be written: No space left on device"
    #expect(lines.contains(Substring(error)))
    #expect(lines.contains("nothing is lost; to resume, run the same command again:"))
    #expect(lines.contains("resumed after step \(count) of 40"))
    _ = try setting.search(in: "whole")
    #expect(try setting.resultBytes(in: "resumed") == setting.resultBytes(in: "whole"))
  }
}
