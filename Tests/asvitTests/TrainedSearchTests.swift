import AsViTReport
import AsViTTestSupport
import Foundation
import Testing

/// `asvit search --objective trained` with trainings of its own.
struct TrainedSearchTests {
  let folder: TemporaryFolder
  private var run: String { folder.path + "/run" }

  /// Plain vision transformers, of which the wide ones learn faster.
  init() throws {
    folder = try TemporaryFolder()
    let space = plainSpace.replacing("[1, 2, 3, 4, 5]", with: "[1, 2, 3]")
    try folder.write(space, to: "plain.yaml")
  }

  private func command(
    in run: String = "run", _ more: [String] = [], training: [String] = ["--budget", "10steps"]
  ) -> [String] {
    [
      "search", "--space", "\(folder.path)/plain.yaml", "--objective", "trained", "--max-params",
      "30k", "--sample", "24", "--shortlist", "2", "--steps", "3", "--seed", "4", "--out",
      "\(folder.path)/\(run)",
    ] + more + ["--train"] + training
  }

  private func search(
    in run: String = "run", _ more: [String] = [], training: [String] = ["--budget", "10steps"]
  ) throws -> Binary.Outcome {
    try Binary.start(command(in: run, more, training: training)).finish()
  }

  private func report(in run: String = "run") throws -> JSONValue {
    try JSONValue(folder.text("\(run)/report.json"))
  }

  private func resultBytes(in run: String) throws -> [UInt8] {
    let report = try report(in: run)
    return try CanonicalJSON.document(
      JSONValue.object(["settings": report["settings"], "result": report["result"]]), for: run)
  }

  private func rows(of table: String) throws -> [[Substring]] {
    try folder.text(table).split(separator: "\n").map {
      $0.replacing(#/^"[^"]*"/#, with: "").split(separator: ",")
    }
  }

  @Test func `a search trains its sample and its designs, and finds the one that does best`() throws
  {
    let outcome = try search()
    #expect(outcome.status == 0, "\(outcome.messages)")
    let report = try report()
    #expect(try Schema.ofReports().faults(of: report) == [])
    let rounds = report["settings"]["search"]["trained"]["rounds"]["rounds"].elements
    #expect(rounds.count > 1)
    #expect(rounds[0]["members"].elements.count == 24)
    #expect(rounds[0]["seeds"].elements.map(\.number) == [4, 5])
    #expect(rounds[1]["seeds"].elements.map(\.number) == [6, 7])
    let origins = rounds[1]["members"].elements.compactMap { $0["origin"].text }
    #expect(origins.prefix(2) == ["predicted", "predicted"] && origins.contains("random"))
    let predictor = report["result"]["exact"]["predictor"]
    #expect(predictor["target"].text == "loss" && predictor["proxies"].elements.count == 7)
    let designs = predictor["measured"]["designs"].elements
    #expect(
      designs.count == rounds.dropFirst().reduce(0) { $0 + $1["members"].elements.count })
    #expect(report["result"]["found"]["genotype"] == designs[0]["genotype"])
    let steps = report["result"]["steps"].elements.map { $0["genotype"] }
    #expect(
      steps == report["result"]["exact"]["designs"].elements.map { $0["design"]["genotype"] })
    let level = designs.filter { $0["isLevel"] == .bool(true) }.map { $0["genotype"] }
    #expect(steps.starts(with: level.prefix(steps.count)))

    // Its mean is that of the runs of its round.
    let place = try #require(designs[0]["round"].number)
    let losses = try rounds[Int(place)]["seeds"].elements.map { seed in
      let trained = try self.report(in: "run/train/seed-\(Int(try #require(seed.number)))")
      #expect(try Schema.ofTrainReports().faults(of: trained) == [])
      let candidate = try #require(
        trained["result"]["candidates"].elements.first {
          $0["genotype"] == designs[0]["genotype"]
        })
      return try #require(candidate["evaluations"].elements.last?["loss"].number)
    }
    #expect(
      abs(try #require(designs[0]["mean"].number) - losses.reduce(0, +) / 2) < 1e-12)

    let lines = outcome.output.split(separator: "\n")
    #expect(lines[0].hasPrefix("design ") && lines[0].hasSuffix("level"))
    #expect(lines[1].hasPrefix(designs[0]["genotype"].text ?? "?") && lines[1].hasSuffix("yes"))
    #expect(outcome.output.contains("\nlevel designs ") == (level.count > 1))
    for text in [
      #/\ntopology found +\d+x/#, #/\nclosed forms +tau params [01]/#,
      #/\nrounds +\d+ designs trained anew, .*noise of /#,
      #/\ndesigns +the (?:\d+ )?best by (?:its|their) trainings, then \d+ by prediction\n/#,
    ] { #expect(outcome.output.contains(text), "\(outcome.output)") }
    let page = try folder.text("run/report.html")
    for text in [
      "Designs trained", "Agreement with loss", "Effects of the choices on loss", "uniform scaling",
    ] { #expect(page.contains(text), "\(text)") }
    let rowCount = rounds.reduce(0) { $0 + 2 * $1["members"].elements.count }
    #expect(try rows(of: "run/train/table.csv").count == 1 + rowCount)

    let again = try search()
    #expect(again.output == outcome.output && again.messages.contains("this run is finished"))
    // What cannot be compared with what was trained is refused, and nothing is trained.
    for (more, training, message) in [
      (["--for", "1h"], ["--budget", "10steps"], "--for: was nothing"),
      (
        ["--seeds", "3"], ["--budget", "10steps"], "--seeds: was 2, asked for 3"
      ),
      (
        ["--target", "top-1"], ["--budget", "10steps"],
        "--target (search.trained.target.name): was loss"
      ),
      ([], ["--budget", "11steps"], "--budget: was 10steps"),
    ] {
      let other = try search(in: "run", more, training: training)
      #expect(other.status == 64 && other.messages.contains(message), "\(other.messages)")
    }
    #expect(!FileManager.default.fileExists(atPath: run + "/train/seed-99"))
    // The table is one as any other, and top-1 is in it.
    let byTable = try Binary.run(
      "search", "--space", "\(folder.path)/plain.yaml", "--objective", "trained", "--table",
      "\(run)/train/table.csv", "--target", "loss", "--max-params", "30k", "--seed", "4", "--out",
      "\(folder.path)/by-table")
    #expect(byTable.status == 0, "\(byTable.messages)")
    let other = try self.report(in: "by-table")["result"]["exact"]["predictor"]
    #expect(other["accuracy"] == predictor["accuracy"] && other["proxies"] == predictor["proxies"])
    #expect(other["measured"] == .null)
  }

  /// In the sample, in the middle of a round and in the search itself.
  @Test func `killed in any round and resumed at other threads, the result is the same`() throws {
    #expect(try search(in: "whole").status == 0)
    for (seed, count) in [(4, 9), (6, 1), (7, 2)] {
      let journal = "killed/train/seed-\(seed)/journal.jsonl"
      let process = try Binary.start(command(in: "killed", ["--threads", "\(1 + seed % 2)"]))
      #expect(
        process.wait { ((try? folder.text(journal)) ?? "").count { $0 == "\n" } >= count },
        "it ended before line \(count) with seed \(seed)")
      process.send(SIGKILL)
      #expect(try process.finish().isKilled)
    }
    #expect(try search(in: "killed").status == 0)
    #expect(
      try folder.text("killed/train/table.csv") == folder.text("whole/train/table.csv"))
    #expect(try resultBytes(in: "killed") == resultBytes(in: "whole"))
    // A search that lost its report has its rounds from its record.
    try FileManager.default.removeItem(atPath: folder.path + "/killed/report.json")
    #expect(try search(in: "killed").status == 0)
    #expect(try resultBytes(in: "killed") == resultBytes(in: "whole"))
  }

  @Test func `without time for a round the model alone chooses`() throws {
    let outcome = try search(in: "run", ["--for", "1s"], training: ["--budget", "10steps"])
    #expect(outcome.status == 0, "\(outcome.messages)")
    let report = try report()
    #expect(try Schema.ofReports().faults(of: report) == [])
    let rounds = report["settings"]["search"]["trained"]["rounds"]
    #expect(rounds["rounds"].elements.count == 1 && rounds["settings"]["seconds"].number == 1)
    let exact = report["result"]["exact"]
    #expect(exact["predictor"]["measured"] == .null)
    #expect(
      report["result"]["found"]["genotype"] == exact["designs"][0]["design"]["genotype"])
    #expect(try search(in: "run", ["--for", "1s"]).output == outcome.output)
  }

  @Test func `trainings that say nothing are refused, with what is level`() throws {
    let outcome = try search(
      in: "run", ["--target", "top-1"], training: ["--budget", "1steps", "--lr", "1e-9"])
    #expect(outcome.status == 65, "\(outcome.output)")
    #expect(
      outcome.messages.contains("\nError: the trainings do not tell which architectures"))
    #expect(outcome.messages.contains(#/\n\d+ of 24 architectures are level with the best/#))
    #expect(!FileManager.default.fileExists(atPath: run + "/run.json"))
    #expect(try rows(of: "run/train/table.csv").count == 49)
  }

  @Test func `what cannot be searched is refused before a training`() throws {
    let space = ["search", "--space", "\(folder.path)/plain.yaml", "--out", run]
    let trained = ["--objective", "trained"]
    for (arguments, message) in [
      (
        ["--sample", "30"], "--sample, --for and --train need --objective trained without"
      ),
      (trained + ["--table", "t.csv", "--for", "1h"], "need --objective trained without --table"),
      (trained + ["--then-train", "--budget", "1ep"], "name options by --train"),
      (trained + ["--target", "top-5"], "possible: top-1, loss"),
      (trained + ["--seeds", "1"], "at least 2 are needed"),
      (trained + ["--for", "10ep"], "The value '10ep' is invalid for '--for"),
      (trained + ["--train", "--candidates", "2"], "--candidates"),
      (
        trained + ["--max-params", "1k"], "no architecture of the space has at most 1000 parameters"
      ),
      (
        trained + ["--max-params", "2300", "--sample", "25"],
        "a sample of 25 architectures with at most 2300 parameters was asked for"
      ),
    ] {
      let outcome = try Binary.start(space + arguments).finish()
      #expect(outcome.status == 64, "\(arguments)")
      #expect(outcome.messages.contains(message), "\(outcome.messages)")
      #expect(!FileManager.default.fileExists(atPath: run))
    }
  }
}
