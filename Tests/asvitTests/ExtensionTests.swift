import AsViTReport
import AsViTTestSupport
import Foundation
import Testing

/// Runs that are to do more than they did, and run files.
struct ExtensionTests {
  let setting: SearchSetting

  init() throws { setting = try SearchSetting() }

  @Test(arguments: [["--controller", "reinforce"], ["--pareto", "length,macs"]])
  func `more steps extend a finished search to what it would have been`(options: [String]) throws {
    func search(_ run: String, _ steps: String) throws -> Binary.Outcome {
      try Binary.start(setting.command(in: run, options + ["--steps", steps])).finish()
    }
    #expect(try search("whole", "60").status == 0)
    #expect(try search("grown", "20").status == 0)
    let outcome = try search("grown", "60")
    #expect(outcome.status == 0 && outcome.messages.contains("resumed after step 20 of 60\n"))
    #expect(try setting.resultBytes(in: "grown") == setting.resultBytes(in: "whole"))
    let command = try setting.report(in: "grown")["command"].elements.compactMap(\.text)
    #expect(command.last == "60")
    let fewer = try search("grown", "30")
    #expect(
      fewer.status == 64 && fewer.messages.contains("--steps: was 60, asked for 30"))
  }

  @Test func `an exact search and other settings are not extended`() throws {
    let exact = ["--controller", "exact", "--objective", "capacity"]
    func search(_ more: [String]) throws -> Binary.Outcome {
      try Binary.start(setting.command(in: "run", exact + more)).finish()
    }
    #expect(try search(["--steps", "2"]).status == 0)
    #expect(try search(["--steps", "3"]).messages.contains("--steps: was 2"))
    #expect(try setting.search(in: "other", "--steps", "3").status == 0)
    let other = try setting.search(in: "other", "--steps", "9", "--seed", "1")
    #expect(other.status == 64 && other.messages.contains("--seed: was 0, asked for 1"))
  }

  private func plan(_ text: String) throws -> String {
    try setting.folder.write(text, to: "plan.yaml")
    return setting.folder.path + "/plan.yaml"
  }

  @Test func `a run file goes from a search to exported networks, and goes on where it stopped`()
    throws
  {
    let path = try plan(
      """
      out: \(setting.folder.path)/out
      search:
        space: \(setting.space)
        steps: 12
        repeats: 1
        batch: 4
      train:
        data: fashion-mnist
        candidates: 1
        budget: 2steps
        batch: 8
      export:
        format: [onnx, json]
      """)
    let outcome = try Binary.run("run", path)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.contains("1/3: asvit search --out "))
    let files = try FileManager.default.contentsOfDirectory(
      atPath: setting.folder.path + "/out/export")
    #expect(files.count == 2)
    let report = try setting.folder.text("out/train/report.json")
    let again = try Binary.run("run", path)
    #expect(again.status == 0)
    #expect(again.messages.components(separatedBy: "this run is finished").count == 3)
    #expect(try setting.folder.text("out/train/report.json") == report)
  }

  @Test(arguments: [
    ("search:\n  steps: 3", "lacks 'out'"),
    ("out: runs", "lacks 'search', with which a plan begins"),
    ("out: runs\nsearch:\ntrian:\n  data: x", "'trian' is unknown; possible: out, search, scale"),
    ("out: runs\nsearch:\n  out: there", "search: 'out' is the plan's to give; leave it out"),
    ("out: runs\nsearch:\n  steps: {a: 1}", "search: steps: neither a value nor a list"),
    ("- out", "holds no mapping of commands"),
  ])
  func `a run file that cannot be followed is refused`(text: String, message: String) throws {
    let outcome = try Binary.run("run", plan(text), in: setting.folder.path)
    #expect(outcome.status == 65 && outcome.messages.contains(message), "\(outcome.messages)")
  }

  @Test func `a wrong option is told before anything begins`() throws {
    let path = try plan("out: out\nsearch:\n  steps: 3\ntrain:\n  budgte: 3ep")
    let outcome = try Binary.run("run", path, in: setting.folder.path)
    #expect(outcome.status == 64 && outcome.messages.contains("'asvit train': "))
    #expect(!FileManager.default.fileExists(atPath: setting.folder.path + "/out"))
  }
}
