import AsViTReport
import AsViTTestSupport
import Foundation
import Testing

private let genotypes = ["4,2,1|2,2,2|3,1,1|2,1,1|8,8", "5,4,2|2,2,1|2,1,1|2,1,1|8,8"]

/// Latencies, on their own and in a search.
struct LatencyTests {
  let setting: SearchSetting

  init() throws { setting = try SearchSetting() }

  private func latency(_ arguments: String...) throws -> Binary.Outcome {
    try Binary.start(["latency", "--space", setting.space] + arguments).finish()
  }

  @Test func `a table says what was measured and how`() throws {
    let outcome = try latency(genotypes[0], genotypes[1], "--batch", "2")
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n")
    try #require(lines.count == 5)
    #expect(lines[1].hasPrefix(genotypes[0]) && lines[2].hasPrefix(genotypes[1]))
    #expect(lines[1].contains(" ± "))
    #expect(lines[3].hasPrefix("by asvit: 2 images at a time, 1 thread, "))
    #expect(lines[4].hasPrefix("reference: "))
  }

  @Test func `JSON is as its schema says`() throws {
    let outcome = try latency(genotypes[0], "--json", "--threads", "2", "--batch", "3")
    let report = try JSONValue(outcome.output)
    #expect(try Schema(named: "latency-report").faults(of: report) == [])
    #expect(report["settings"]["threadCount"].number == 2)
    #expect(report["architectures"][0]["latency"]["repeats"].elements.count == 5)
  }

  @Test(arguments: [
    ([], "Name what to measure: either genotypes, or a run with --from."),
    (["1,1", "--pick", "1"], "--pick is for networks of a run: it needs --from."),
    (["1,1", "--batch", "0"], "The value '0' is invalid for '--batch <count>'"),
  ])
  func `what makes no sense is refused`(arguments: [String], message: String) throws {
    let outcome = try Binary.start(["latency"] + arguments).finish()
    #expect(outcome.status == 64 && outcome.messages.contains(message))
  }

  @Test(arguments: [
    ("no-such-python", "No such file or directory"), ("false", "it ended with status 1"),
    ("true", "it gave no times"),
  ])
  func `a Python that cannot run models is named, with the way out`(
    python: String, reason: String
  ) throws {
    let outcome = try latency(genotypes[0], "--runtime", "onnxruntime", "--python", python)
    #expect(outcome.status == 74)
    #expect(
      outcome.messages.contains(
        "Error: \(python) cannot time ONNX models: \(reason); install onnxruntime for it ("))
    #expect(outcome.messages.contains("--runtime asvit"))
  }

  /// A stand-in that reads what a Python would be given, and gives times for as many models.
  @Test func `times of exported models come from a Python`() throws {
    try setting.folder.write(
      """
      #!/usr/bin/env python3
      import json, sys
      settings = json.loads(sys.stdin.buffer.readline())
      models = [sys.stdin.buffer.read(count) for count in settings["byteCounts"]]
      assert sys.argv[1] == "-c" and all(b"asvit" in model for model in models)
      seconds = [[0.001 + index] * settings["rounds"] for index in range(len(models))]
      print(json.dumps({"seconds": seconds, "version": "9.9"}))
      """, to: "python")
    let python = setting.folder.path + "/python"
    #expect(chmod(python, 0o755) == 0)
    let outcome = try latency(genotypes[0], "--runtime", "onnxruntime", "--python", python)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output.contains("by onnxruntime 9.9: 1 image at a time, 1 thread"))
    #expect(outcome.output.contains("  1001 ± "))
  }

  /// A latency in milliseconds between those of two networks, one of which takes about twenty times as
  /// long, so that the noise of a machine does not matter.
  private func latency(between genotypes: [String], of setting: SearchSetting) throws -> Double {
    let outcome = try Binary.start(
      ["latency", "--space", setting.space, "--json"] + genotypes
    ).finish()
    let networks = try JSONValue(outcome.output)["architectures"].elements
    let latencies = networks.compactMap { $0["latency"]["mean"].number }
    try #require(latencies.count == 2, "\(outcome.messages)")
    return (latencies[0] * latencies[1]).squareRoot()
  }

  @Test func `killed and resumed, a search keeps what it measured`() throws {
    let setting = try SearchSetting(
      tinySpace.replacing("hidden-size: 8", with: "hidden-size: [8, 64]"))
    let topology = "4,2,1|2,2,1|2,1,1|2,1,1|8"
    let limit = try latency(between: [topology + ",8", topology + ",64"], of: setting)
    let command = setting.command(
      in: "run", ["--max-latency", "\(limit)ms", "--controller", "random"])
    let process = try Binary.start(command)
    let path = setting.run + "/journal.jsonl"
    func lineCount() -> Int {
      ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").count { $0 == "\n" }
    }
    #expect(process.wait { lineCount() >= 5 })
    process.send(SIGKILL)
    #expect(try process.finish().isKilled)
    let kept = try setting.folder.text("run/journal.jsonl")
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast().joined(separator: "\n")
    let outcome = try Binary.start(command).finish()
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.contains("resumed after step "))
    #expect(outcome.output.contains("limit of latency"))

    let report = try setting.report()
    #expect(try Schema.ofReports().faults(of: report) == [])
    #expect(try setting.folder.text("run/journal.jsonl").hasPrefix(kept))
    let lines = try setting.folder.text("run/journal.jsonl").split(separator: "\n")
      .map { try JSONValue(String($0)) }
    let steps = report["result"]["steps"].elements
    #expect(lines.count == steps.count)
    for (line, step) in zip(lines, steps) {
      #expect(line["step"]["metrics"] == step["metrics"])
      #expect(line["step"]["tooSlow"] == step["tooSlow"])
      #expect(line["reference"] == report["result"]["latencyReference"])
      #expect((step["metrics"]["latency"]["mean"].number ?? .infinity) <= limit)
    }
    #expect(steps.contains { !$0["tooSlow"].elements.isEmpty })
    #expect(report["settings"]["latency"]["runtime"].text == "asvit")

    // The report is there: the same command measures nothing.
    #expect(try Binary.start(command).finish().messages.contains("this run is finished"))
    let best = try Binary.run("best", setting.run, "--max-latency", "\(limit / 2)ms", "--json")
    for line in best.output.split(separator: "\n") {
      #expect((try JSONValue(String(line))["latency_mean"].number ?? .infinity) <= limit / 2)
    }
    #expect(best.status == 0 || best.messages.contains("raise the limit"))
  }

  @Test func `latencies are not there for runs that measured none, and not for exact searches`()
    throws
  {
    #expect(try setting.search().status == 0)
    let best = try Binary.run("best", setting.run, "--max-latency", "1ms")
    #expect(best.status == 64 && best.messages.contains("'asvit latency --from \(setting.run)'"))
    let exact = try setting.search(in: "exact", "--controller", "exact", "--max-latency", "1ms")
    #expect(exact.status == 64 && exact.messages.contains("no sum over layers"))
    let from = try Binary.run("latency", "--from", setting.run, "--pick", "2")
    #expect(from.status == 0 && from.output.split(separator: "\n").count == 4)
  }
}
