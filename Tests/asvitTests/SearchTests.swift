import AsViTProxies
import AsViTReport
import AsViTTestSupport
import Foundation
import Testing

/// A folder with a tiny space and runs in it.
struct SearchSetting {
  let folder: TemporaryFolder
  let space: String
  var run: String { folder.path + "/run" }

  init(_ yaml: String = tinySpace) throws {
    folder = try TemporaryFolder()
    space = folder.path + "/tiny.yaml"
    try folder.write(yaml, to: "tiny.yaml")
  }

  func command(in run: String = "run", _ more: [String] = []) -> [String] {
    [
      "search", "--space", space, "--out", "\(folder.path)/\(run)", "--repeats", "2", "--batch",
      "4", "--steps", "40",
    ] + more
  }

  func search(in run: String = "run", _ more: String...) throws -> Binary.Outcome {
    try Binary.start(command(in: run, more)).finish()
  }

  func report(in run: String = "run") throws -> JSONValue {
    try JSONValue(folder.text("\(run)/report.json"))
  }

  /// The bytes of what must not depend on threads and interruptions.
  func resultBytes(in run: String = "run") throws -> [UInt8] {
    let report = try report(in: run)
    return try CanonicalJSON.document(
      JSONValue.object(["settings": report["settings"], "result": report["result"]]), for: run)
  }
}

struct SearchTests {
  let setting: SearchSetting

  init() throws { setting = try SearchSetting() }

  @Test func `--repeats auto measures until the ranking is decided, and says how often`() throws {
    #expect(try setting.search(in: "run", "--repeats", "auto").status == 0)
    let report = try setting.report()
    #expect(try Schema.ofReports().faults(of: report) == [])
    #expect(report["settings"]["proxies"]["errorShare"].number == 0.1)
    let counts = ["lengthDistortion", "conditionNumber"].map { metric in
      report["result"]["steps"].elements.map { $0["metrics"][metric]["repeats"].elements.count }
    }
    #expect(counts.map { $0[0] } == [5, 5], "nothing to compare the first with")
    #expect(counts.allSatisfy { Set($0).isSubset(of: 2...5) && $0.contains(2) })
    #expect(counts[0] != counts[1])
  }

  @Test(arguments: ["scale", "audit"])
  func `--repeats auto is refused where architectures do not come one after another`(
    command: String
  ) throws {
    let subject = command == "scale" ? ["--from", "run"] : ["table.csv"]
    let outcome = try Binary.start(
      [command] + subject + ["--repeats", "auto", "--out", setting.run]
    ).finish()
    #expect(outcome.status == 64)
    #expect(
      outcome.messages.contains(
        "--repeats auto is for 'asvit search' and 'asvit score'; give a number, such as 5."))
  }

  @Test func `a search ends with a summary and a valid report`() throws {
    let outcome = try setting.search(in: "run", "--max-params", "53k")
    #expect(outcome.status == 0)
    let report = try setting.report()
    #expect(try Schema.ofReports().faults(of: report) == [])
    let found = try #require(report["result"]["found"]["genotype"].text)
    #expect(outcome.output.hasPrefix("topology found        \(found)\n"))
    #expect(outcome.output.hasSuffix("report                \(setting.run)/report.json\n"))
    #expect(outcome.messages.hasPrefix("Warning: stage 4: every topology has windows of one token"))
    let line = #/\nstep 1\/40, \S+ s\/step, ETA \d+ s, entropy 3\.466 nats, reward 0, best /#
    #expect(outcome.messages.contains(line))
    #expect(report["result"]["steps"].elements.count == 40)
    for step in report["result"]["steps"].elements {
      #expect(try #require(step["parameterCount"].number) <= 53_000)
    }
    #expect(report["timings"]["stepSeconds"].elements.count == 40)
    #expect(report["settings"]["space"]["yaml"].text == tinySpace)
  }

  @Test func `the schema finds what is wrong`() throws {
    _ = try setting.search(in: "run", "--steps", "2")
    let schema = try Schema.ofReports()
    let text = try setting.folder.text("run/report.json")
    for (part, replacement) in [
      ("\"number\" : 1,", "\"number\" : 0,"), ("\"seed\" : 0,", "\"seed\" : \"0\","),
      ("\"reusesScores\" :", "\"reuses\" :"), ("\"found\" :", "\"best of all\" :"),
      ("\"schemaVersion\" : 5,", "\"schemaVersion\" : 1,"), ("|8,8\"", "|8;8\""),
      ("\"lengthDistortion\" : {", "\"beauty\" : {"), ("\"repeats\" : [", "\"draws\" : ["),
    ] {
      let altered = text.replacing(part, with: replacement)
      #expect(altered != text)
      #expect(try !schema.faults(of: JSONValue(altered)).isEmpty)
    }
  }

  @Test(arguments: ["params", "macs,length", "kappa,params,length"])
  func `a search goes by whatever metrics it is told`(objective: String) throws {
    let outcome = try setting.search(in: "run", "--objective", objective, "--steps", "6")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let report = try setting.report()
    #expect(try Schema.ofReports().faults(of: report) == [])
    let words = objective.split(separator: ",").map(String.init)
    let metrics = report["settings"]["search"]["objective"]["terms"].elements
      .compactMap { $0["metric"].text }
    #expect(metrics.map { Metric($0).word } == words)
    for metric in metrics { #expect(report["result"]["found"]["metrics"][metric] != .null) }
    #expect((report["settings"]["images"] == .null) != words.contains("kappa"))
    let page = try setting.folder.text("run/report.html")
    for metric in metrics { #expect(page.contains("<dt>\(Metric(metric).title)</dt>")) }
  }

  @Test func `what no objective can have is refused by name`() throws {
    let gauss = try setting.search(in: "run", "--objective", "length,gauss")
    #expect(gauss.status == 64)
    #expect(
      gauss.messages.hasPrefix("Error: gauss (length of the Gauss map) is for comparison only"))
    let beauty = try setting.search(in: "run", "--objective", "beauty")
    #expect(beauty.status == 64)
    #expect(beauty.messages.contains("no metric is called 'beauty'; possible: length, kappa,"))
    #expect(try setting.search(in: "run", "--objective", "length,length").status == 64)
  }

  @Test func `threads do not change the result and seeds do`() throws {
    for (run, threads, seed) in [("one", "1", "5"), ("two", "2", "5"), ("other", "2", "6")] {
      #expect(try setting.search(in: run, "--threads", threads, "--seed", seed).status == 0)
    }
    #expect(try setting.resultBytes(in: "one") == setting.resultBytes(in: "two"))
    #expect(
      try setting.report(in: "one")["result"]["steps"]
        != setting.report(in: "other")["result"]["steps"])
  }

  @Test func `scores agree with those of the score command`() throws {
    _ = try setting.search(in: "run", "--seed", "9")
    let found = try setting.report()["result"]["found"]
    let outcome = try Binary.run(
      "score", found["genotype"].text!, "--space", setting.space, "--repeats", "2", "--batch",
      "4", "--seed", "9", "--json")
    #expect(try JSONValue(outcome.output)["architectures"][0]["metrics"] == found["metrics"])
  }

  @Test func `a finished run is told and not touched`() throws {
    let first = try setting.search()
    let files = ["run.json", "journal.jsonl", "report.json"]
    let before = try files.map { try setting.folder.text("run/\($0)") }
    let second = try setting.search()
    #expect(second.status == 0)
    #expect(
      second.messages
        == "\(setting.run): this run is finished; its report is \(setting.run)/report.json\n")
    #expect(second.output == first.output)
    #expect(try files.map { try setting.folder.text("run/\($0)") } == before)
  }

  @Test func `other settings are refused until forced`() throws {
    _ = try setting.search()
    let before = try setting.folder.text("run/report.json")
    let refused = try setting.search(in: "run", "--seed", "3", "--rescore")
    #expect(refused.status == 64)
    #expect(
      refused.messages == """
        Error: \(setting.run) was started with other settings:
          --rescore: was false, asked for true
          --seed: was 0, asked for 3
        choose a new folder, or start afresh with --force

        """)
    #expect(try setting.folder.text("run/report.json") == before)
    #expect(try setting.search(in: "run", "--seed", "3", "--rescore", "--force").status == 0)
    #expect(try setting.report()["settings"]["search"]["seed"].number == 3)
  }

  @Test(arguments: ["reinforce", "random", "evolution"])
  func `every controller finds an architecture`(controller: String) throws {
    let outcome = try setting.search(in: "run", "--controller", controller, "--json")
    #expect(outcome.status == 0)
    let summary = try JSONValue(outcome.output)
    let report = try setting.report()
    #expect(try Schema.ofReports().faults(of: report) == [])
    #expect(summary["found"] == report["result"]["found"])
    #expect(summary["report"].text == "\(setting.run)/report.json")
  }

  @Test func `a broken space is named before a folder is made`() throws {
    try setting.folder.write(tinySpace.replacing("heads: 8", with: "heads: 12"), to: "tiny.yaml")
    let outcome = try setting.search()
    #expect(outcome.status == 65)
    #expect(
      outcome.messages.hasPrefix(
        "Error: \(setting.space):22: heads: final head count 12 does not halve"))
    #expect(throws: (any Error).self) { try setting.folder.text("run/.lock") }
  }

  @Test func `limits that nothing keeps name the smallest there is`() throws {
    let outcome = try setting.search(in: "run", "--max-macs", "1k")
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains("at most 1000 MACs"))
    #expect(outcome.messages.contains("4,4,1|2,2,1|2,1,1|2,1,1|8,8"))
    #expect(throws: (any Error).self) { try setting.folder.text("run/run.json") }
  }
}
