import AsViTProxies
import AsViTReport
import AsViTTestSupport
import Foundation
import Testing

extension SearchSetting {
  static let topology = "4,2,1|2,2,2|2,1,1|2,1,1|24"

  func scaleCommand(
    in run: String = "run", targets: String = "1M,2M,3M", _ more: [String] = []
  ) -> [String] {
    [
      "scale", "--genotype", Self.topology, "--space", space, "--out", "\(folder.path)/\(run)",
      "--repeats", "2", "--batch", "4", "--sizes", targets,
    ] + more
  }

  func scale(
    in run: String = "run", targets: String = "1M,2M,3M", _ more: String...
  ) throws -> Binary.Outcome {
    try Binary.start(scaleCommand(in: run, targets: targets, more)).finish()
  }
}

struct ScaleTests {
  let setting: SearchSetting

  init() throws { setting = try SearchSetting() }

  @Test(arguments: ["asvit", "compound", "random"])
  func `a growth ends with a table and a valid report`(policy: String) throws {
    let outcome = try setting.scale(in: "run", "--policy", policy)
    #expect(outcome.status == 0)
    let report = try setting.report()
    #expect(try Schema.ofScaleReports().faults(of: report) == [])
    let result = report["result"]
    let steps = result["steps"].elements
    let path = result["path"].elements
    #expect(path.count == steps.count + 1 && !steps.isEmpty)
    for (step, member) in zip(steps, path.dropFirst()) {
      let choice = step["candidates"][Int(try #require(step["choice"].number))]
      #expect(choice["genotype"] == member["genotype"])
      #expect(choice["metrics"] != .null)
    }
    #expect(report["timings"]["stepSeconds"].elements.count == steps.count)

    let lines = outcome.output.split(separator: "\n")
    #expect(
      lines[0].split(separator: " ")
        == ["genotype", "target", "parameters", "MACs", "depth", "widths"])
    let sizes = path.compactMap { $0["parameterCount"].number }
    for (index, target) in [1e6, 2e6, 3e6].enumerated() {
      let member = result["targets"][index]["member"]
      #expect(member["parameterCount"].number == sizes.last { $0 <= target })
      #expect(lines[index + 1].hasPrefix("\(try #require(member["genotype"].text)) "))
    }
    #expect(outcome.output.hasSuffix("report  \(setting.run)/report.json\n"))
  }

  @Test func `members add up and say where attention is truncated`() throws {
    let outcome = try setting.scale()
    let result = try setting.report()["result"]
    var truncatedCount = 0
    for member in result["path"].elements {
      let parts = member["stages"].elements + [member["embedding"], member["classifier"]]
      for count in ["parameterCount", "macCount"] {
        #expect(parts.compactMap { $0[count].number }.reduce(0, +) == member[count].number)
      }
      for stage in member["stages"].elements {
        let heads = try #require(stage["headCount"].number)
        let width = try #require(stage["channelCount"].number)
        let inner = heads * (width / heads).rounded(.down)
        #expect(stage["innerWidth"].number == inner)
        guard inner < width else { continue }
        truncatedCount += 1
        let isShown = result["targets"].elements.contains { $0["member"] == member }
        #expect(
          outcome.output.contains("\(Int(inner)) of \(Int(width)) channels in stage") || !isShown)
      }
    }
    #expect(truncatedCount > 0)
  }

  @Test func `a search's topology grows in its own space`() throws {
    #expect(try setting.search(in: "search", "--seed", "2").status == 0)
    let found = try setting.report(in: "search")["result"]["found"]["genotype"]
    let outcome = try Binary.run(
      "scale", "--from", "\(setting.folder.path)/search", "--out", setting.run, "--max-params",
      "1M",
      "--repeats", "1", "--batch", "4", "--json")
    #expect(outcome.status == 0)
    let settings = try setting.report()["settings"]
    #expect(settings["growth"]["topology"] == found)
    #expect(settings["space"]["yaml"].text == tinySpace)
    let summary = try JSONValue(outcome.output)
    #expect(summary["targets"].elements.isEmpty)
    #expect(try #require(summary["largest"]["parameterCount"].number) <= 1_000_000)
  }

  @Test func `killed at any evaluation and resumed at other threads, the result is the same`()
    throws
  {
    let more = ["--repeats", "6"]
    let whole = try Binary.start(setting.scaleCommand(in: "whole", more)).finish()
    #expect(whole.status == 0)
    let journal = setting.folder.path + "/killed/journal.jsonl"
    func lineCount() -> Int {
      (try? String(contentsOfFile: journal, encoding: .utf8).count { $0 == "\n" }) ?? 0
    }
    for count in [1, Int.random(in: 2...10), Int.random(in: 11...20)] {
      let process = try Binary.start(
        setting.scaleCommand(in: "killed", more + ["--threads", "\(1 + count % 2)"]))
      #expect(process.wait { lineCount() >= count }, "it ended before line \(count)")
      process.send(SIGKILL)
      #expect(try process.finish().isKilled)
    }
    let kept = lineCount()
    let resumed = try Binary.start(setting.scaleCommand(in: "killed", more)).finish()
    #expect(resumed.status == 0)
    #expect(resumed.messages.contains(#/resumed after step \d+, evaluation \d+\n/#))
    #expect(resumed.messages.contains(", evaluation \(kept)\n"))
    #expect(
      resumed.output.split(separator: "\n").dropLast(2)
        == whole.output.split(separator: "\n").dropLast(2))
    #expect(try setting.resultBytes(in: "killed") == setting.resultBytes(in: "whole"))
  }

  @Test func `a journal of another growth is refused`() throws {
    _ = try setting.scale()
    let journal = try setting.folder.text("run/journal.jsonl")
    let lines = journal.split(separator: "\n")
    try FileManager.default.removeItem(atPath: setting.run + "/report.json")
    try setting.folder.write(
      ([lines[1], lines[0]] + lines[2...]).joined(separator: "\n") + "\n", to: "run/journal.jsonl")
    let swapped = try setting.scale()
    #expect(swapped.status == 65)
    #expect(
      swapped.messages.contains("journal.jsonl:1: evaluation 1 of the journal is of 4,2,1,2|"))
    try setting.folder.write(journal + "\(lines[0])\n", to: "run/journal.jsonl")
    let long = try setting.scale()
    #expect(long.status == 65)
    #expect(long.messages.contains("lead to none"))
  }

  @Test func `a finished run is told, another growth refused`() throws {
    let first = try setting.scale()
    let second = try setting.scale()
    #expect(second.status == 0 && second.output == first.output)
    #expect(
      second.messages
        == "\(setting.run): this run is finished; its report is \(setting.run)/report.json\n")
    let refused = try setting.scale(in: "run", "--policy", "random")
    #expect(refused.status == 64)
    #expect(refused.messages.contains("--policy: was asvit, asked for random"))
    #expect(try setting.scale(in: "run", "--policy", "random", "--force").status == 0)
  }

  @Test func `a target below the smallest names the range and leaves no folder`() throws {
    let outcome = try setting.scale(targets: "2M,700k")
    #expect(outcome.status == 64)
    #expect(
      outcome.messages.hasPrefix(
        "Error: a target of 700000 parameters is out of reach: this growth goes from 7"))
    #expect(throws: (any Error).self) { try setting.folder.text("run/.lock") }
  }

  @Test func `a target above reach keeps the report and names the range`() throws {
    let outcome = try setting.scale(targets: "1M,90M", "--max-macs", "7M")
    #expect(outcome.status == 64)
    let result = try setting.report()["result"]
    #expect(try Schema.ofScaleReports().faults(of: setting.report()) == [])
    #expect(result["targets"][0]["member"] != .null && result["targets"][1]["member"] == .null)
    let sizes = result["path"].elements.compactMap { $0["parameterCount"].number.map { Int($0) } }
    #expect(
      outcome.messages.hasSuffix(
        """
        Error: a target of 90000000 parameters is out of reach: this growth goes from \(sizes[0]) \
        to \(try #require(sizes.last)) with at most 7000000 MACs; choose targets in this range

        """))
  }

  @Test func `a growth that reaches no target shows where it began and ended`() throws {
    let outcome = try setting.scale(targets: "90M", "--max-macs", "7M")
    #expect(outcome.status == 64)
    let path = try setting.report()["result"]["path"].elements
    let rows = outcome.output.split(separator: "\n").map { $0.prefix { $0 != " " } }
    let ends = try [path.first, path.last].map { try #require($0?["genotype"].text)[...] }
    #expect(Array(rows.dropFirst().prefix(2)) == ends)
  }

  @Test func `growth by capacity keeps to the blocks of its evidence and tells what is beyond it`()
    throws
  {
    let outcome = try setting.scale(in: "run", "--policy", "capacity")
    #expect(outcome.status == 0)
    let report = try setting.report()
    #expect(try Schema.ofScaleReports().faults(of: report) == [])
    #expect(report["settings"]["growth"]["maxBlocks"].number == 16)
    let largest = try #require(report["result"]["path"].elements.last)
    #expect(try #require(largest["totalDepth"].number) <= 16)
    let beyond = report["result"]["evidence"]["extrapolations"].elements.compactMap(\.text)
    #expect(beyond.contains("imageSide"))
    #expect(outcome.output.contains("\nextrapolated  "))
    #expect(outcome.output.contains("\nagainst it    AsViT-Bench-32"))

    let more = try setting.scale(in: "run", "--policy", "capacity", "--max-blocks", "20")
    #expect(more.status == 64)
    #expect(more.messages.contains("--max-blocks: was 16, asked for 20"))
    let few = try setting.scale(in: "few", "--policy", "compound", "--max-blocks", "5")
    #expect(few.status == 64)
    #expect(few.messages.contains(" in at most 5 blocks; choose targets in this range"))
    #expect(try setting.report(in: "few")["result"]["evidence"] == .null)
  }

  @Test func `what to grow is asked for`() throws {
    for arguments in [
      ["--max-params", "1M"], ["--from", "x", "--genotype", SearchSetting.topology],
      ["--from", "x", "--space", "asvit-64"],
      ["--genotype", SearchSetting.topology, "--sizes", "1M", "--max-params", "1M"],
    ] {
      #expect(try Binary.start(["scale", "--out", setting.run] + arguments).finish().status == 64)
    }
    let missing = try Binary.run("scale", "--out", setting.run, "--from", setting.folder.path)
    #expect(missing.status == 65)
    #expect(
      missing.messages == """
        Error: \(setting.folder.path)/report.json: not a finished search: No such file or \
        directory; name the folder of one

        """)
    let genotype = try Binary.run("scale", "--out", setting.run, "--genotype", "8,2,3")
    #expect(genotype.status == 65)
    #expect(genotype.messages.hasPrefix("Error: 8,2,3: genotype '8,2,3' has 1 parts"))
  }

  @Test func `a growth by parameters takes the largest candidates, without images`() throws {
    #expect(try setting.scale(in: "run", "--objective", "params").status == 0)
    let report = try setting.report()
    #expect(try Schema.ofScaleReports().faults(of: report) == [])
    #expect(report["settings"]["images"] == .null)
    for step in report["result"]["steps"].elements {
      let counts = step["candidates"].elements.map {
        $0["metrics"]["parameterCount"]["mean"].number ?? .nan
      }
      let choice = Int(try #require(step["choice"].number))
      #expect(counts[choice] == counts.max())
    }
  }

  @Test func `schemas know the metrics of all proxies`() throws {
    for name in ["report", "scale-report", "audit-report", "score-report"] {
      let metrics = try Schema(named: name).root["$defs"]["metric"]["enum"].elements
      // Searches measure latencies too; the two of networks' sizes share their definitions.
      let known =
        ["report", "scale-report"].contains(name)
        ? quantities.map { $0.metric } : proxies.map { $0.metric }
      #expect(metrics.compactMap(\.text) == known.map(\.rawValue), "\(name)")
    }
  }

  @Test func `both schemas define what they share alike`() throws {
    let (search, scale) = (try Schema.ofReports().root, try Schema.ofScaleReports().root)
    for name in [
      "genotype", "outcome", "metric", "measurement", "metrics", "objective", "versions", "machine",
      "timings",
    ] {
      #expect(search["$defs"][name] == scale["$defs"][name] && search["$defs"][name] != .null)
    }
  }
}
