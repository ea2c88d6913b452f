import AsViTReport
import AsViTTestSupport
import Foundation
import Testing

/// A folder with a table of 60 plain vision transformers, and audits in it.
struct AuditTests {
  let folder: TemporaryFolder
  private var run: String { folder.path + "/run" }

  /// The accuracy is that of depth times width, but for a little; parameters know less of it.
  init() throws {
    folder = try TemporaryFolder()
    try folder.write(plainSpace, to: "plain.yaml")
    try folder.write(Self.table(), to: "table.csv")
  }

  private static func table(rowCount: Int = 60) -> String {
    let rows = (0..<rowCount).map { row in
      let (width, depth, ratio) = (8 + 8 * (row % 4), 1 + row / 4 % 5, [1, 2, 4][row / 20])
      let accuracy = Double(width * depth) + Double(row * 7919 % 13) / 2
      return "\"\(width)x\(depth)|2,\(ratio)\",\(accuracy),\(200 - accuracy)\n"
    }
    return "genotype,accuracy,-loss\n" + rows.joined()
  }

  private func command(in run: String = "run", _ more: [String] = []) -> [String] {
    [
      "audit", "\(folder.path)/table.csv", "--space", "\(folder.path)/plain.yaml", "--out",
      "\(folder.path)/\(run)", "--repeats", "1", "--batch", "4", "--angles", "3",
    ] + more
  }

  private func audit(in run: String = "run", _ more: String...) throws -> Binary.Outcome {
    try Binary.start(command(in: run, more)).finish()
  }

  private func report(in run: String = "run") throws -> JSONValue {
    try JSONValue(folder.text("\(run)/report.json"))
  }

  private func resultBytes(in run: String) throws -> [UInt8] {
    let report = try report(in: run)
    return try CanonicalJSON.document(
      JSONValue.object(["settings": report["settings"], "result": report["result"]]), for: run)
  }

  @Test func `an audit ends with a table for each target and a valid report`() throws {
    let outcome = try audit()
    #expect(outcome.status == 0)
    let report = try report()
    #expect(try Schema.ofAuditReports().faults(of: report) == [])
    let lines = outcome.output.split(separator: "\n")
    #expect(lines[0].hasPrefix("accuracy: 60 architectures, mean "))
    #expect(lines[1].hasPrefix("score "))
    let words = lines[2...].prefix(7).map { $0.split(separator: " ")[0] }
    #expect(
      words == [
        "params", "macs", "depth-width", "depth", "capacity", "capacity-macs", "log-width",
      ])
    #expect(lines[4].contains(" yes "))
    #expect(lines[2].hasSuffix("size meter") && lines[5].hasSuffix("layer counter"))
    #expect(lines[9].hasPrefix("additive model of the choices: leave-one-out tau 0."))
    #expect(lines[10] == "85 pairs of about equal parameters: a verdict on them needs 100")
    #expect(lines[11].hasPrefix("loss: 60 architectures"))
    #expect(outcome.output.hasSuffix("report  \(run)/report.json\n"))
    let targets = report["result"]["targets"]
    for (accuracy, loss) in zip(targets[0]["scores"].elements, targets[1]["scores"].elements) {
      #expect(
        accuracy["tau"] == loss["tau"] && accuracy["gainOnParameters"] == loss["gainOnParameters"])
    }
    #expect(report["timings"]["stepSeconds"].elements.count == 60)
    let page = try folder.text("run/report.html")
    #expect(page.contains("Scores against accuracy"))
    #expect(page.contains("Effects of the choices on loss: leave-one-out τ 0."))
    #expect(targets[0]["model"]["effects"].elements.map { $0["choice"].text }.contains("width"))
    let table = try folder.text("run/scores.csv").split(separator: "\n")
    #expect(table.count == 61 && table[0].hasPrefix("genotype,\"accuracy\",\"-loss\",\"param"))
  }

  @Test func `as JSON the outcome has the report's numbers`() throws {
    let outcome = try audit(in: "run", "--json", "--targets", "accuracy")
    #expect(outcome.status == 0)
    let summary = try JSONValue(outcome.output)
    let result = try report()["result"]
    #expect(summary["targets"] == result["targets"] && summary["scores"] == result["scores"])
    #expect(summary["targets"].elements.count == 1)
  }

  @Test func `scores of networks are audited beside closed forms`() throws {
    let outcome = try audit(in: "run", "--metrics", "zico,meco,dss,synflow", "--json")
    #expect(outcome.status == 0)
    let report = try report()
    #expect(try Schema.ofAuditReports().faults(of: report) == [])
    #expect(
      report["result"]["scores"].elements.compactMap { $0["score"].text } == [
        "parameterCount", "macCount", "depthTimesWidth", "depth", "zico", "meco", "dssIndicator",
        "synapticFlow",
      ])
    for score in report["result"]["targets"][0]["scores"].elements {
      #expect(try #require(score["tau"]["value"].number) > 0.2)
    }
  }

  @Test func `killed at any architecture and resumed at other threads, the result is the same`()
    throws
  {
    let more = ["--metrics", "length,kappa,capacity", "--repeats", "3"]
    #expect(try Binary.start(command(in: "whole", more)).finish().status == 0)
    let journal = folder.path + "/killed/journal.jsonl"
    func lineCount() -> Int {
      (try? String(contentsOfFile: journal, encoding: .utf8).count { $0 == "\n" }) ?? 0
    }
    for count in [1, 17, 33] {
      let process = try Binary.start(
        command(in: "killed", more + ["--threads", "\(1 + count / 17)"]))
      #expect(process.wait { lineCount() >= count }, "it ended before line \(count)")
      process.send(SIGKILL)
      #expect(try process.finish().isKilled)
    }
    let kept = lineCount()
    let resumed = try Binary.start(command(in: "killed", more)).finish()
    #expect(resumed.status == 0)
    #expect(resumed.messages.contains("resumed after architecture \(kept) of 60\n"))
    #expect(try resultBytes(in: "killed") == resultBytes(in: "whole"))
    #expect(try folder.text("killed/scores.csv") == folder.text("whole/scores.csv"))
    let names = try report(in: "whole")["result"]["scores"].elements.compactMap {
      $0["score"].text
    }
    #expect(
      names == [
        "parameterCount", "macCount", "depthTimesWidth", "depth", "lengthDistortion",
        "conditionNumber", "spectralCapacity", "paperRankSum",
      ])
  }

  private func trained(in run: String, _ more: [String] = []) -> [String] {
    [
      "audit", "--space", "\(folder.path)/plain.yaml", "--sample", "6", "--max-params", "30k",
      "--seeds", "3", "--seed", "4", "--out", "\(folder.path)/\(run)",
    ] + more + ["--train", "--data", "\(folder.path)/images", "--batch", "16", "--budget", "2ep"]
  }

  @Test func `a sample is trained with several seeds and audited`() throws {
    try TinyImages.write(to: folder, as: "images")
    let outcome = try Binary.start(trained(in: "run")).finish()
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.contains("training 6 architectures with seed 6\n"))
    let report = try report()
    #expect(try Schema.ofAuditReports().faults(of: report) == [])
    let rows = try folder.text("run/train/table.csv").split(separator: "\n").map {
      $0.replacing(#/^"[^"]*"/#, with: "").split(separator: ",")
    }
    #expect(rows.count == 19 && rows[0] == ["genotype", "seed", "top-1", "-loss"])
    #expect(
      rows.dropFirst().map { $0[0] } == [4, 5, 6].flatMap { Array(repeating: "\($0)", count: 6) })
    for (index, target) in ["top-1", "loss"].enumerated() {
      let found = report["result"]["targets"][index]
      #expect(found["target"].text == target && found["rowCount"].number == 6)
      #expect(found["repeats"]["trainingCount"].number == 3)
      #expect(found["repeats"]["architectureCount"].number == 6)
    }
    // The same as the training alone.
    let first = try #require(report["result"]["architectures"][0]["genotype"].text)
    let alone = try Binary.run(
      "train", "--genotype", first, "--space", "\(folder.path)/plain.yaml", "--seed", "5", "--data",
      "\(folder.path)/images", "--batch", "16", "--budget", "2ep", "--out", "\(folder.path)/alone")
    #expect(alone.status == 0)
    let topOne = try self.report(in: "alone")["result"]["candidates"][0]["evaluations"].elements
      .last?["topOne"].number
    #expect(
      report["settings"]["audit"]["targets"][0]["values"][6].number == topOne.map { 100 * $0 })
    #expect(
      report["result"]["architectures"].elements.allSatisfy {
        ($0["parameterCount"].number ?? .infinity) <= 30_000
      })
    let again = try Binary.start(trained(in: "run")).finish()
    #expect(again.status == 0 && again.messages.contains("this run is finished"))
  }

  @Test func `killed in any training and resumed, the table is the same`() throws {
    try TinyImages.write(to: folder, as: "images")
    #expect(try Binary.start(trained(in: "whole")).finish().status == 0)
    for (seed, count) in [(4, 1), (4, 7), (5, 3)] {
      let journal = "killed/train/seed-\(seed)/journal.jsonl"
      let process = try Binary.start(trained(in: "killed", ["--threads", "1"]))
      #expect(
        process.wait { ((try? folder.text(journal)) ?? "").count { $0 == "\n" } >= count },
        "it ended before line \(count) with seed \(seed)")
      process.send(SIGKILL)
      #expect(try process.finish().isKilled)
    }
    #expect(try Binary.start(trained(in: "killed", ["--threads", "2"])).finish().status == 0)
    #expect(
      try folder.text("killed/train/table.csv") == folder.text("whole/train/table.csv"))
    #expect(try resultBytes(in: "killed") == resultBytes(in: "whole"))
  }

  @Test func `a search goes by the trainings of a table`() throws {
    let command = [
      "search", "--space", "\(folder.path)/plain.yaml", "--objective", "trained", "--table",
      "\(folder.path)/table.csv", "--max-params", "40k", "--steps", "4", "--out", run,
    ]
    let outcome = try Binary.start(command + ["--target", "loss"]).finish()
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output.contains(#/\nprediction +loss \d/#))
    #expect(outcome.output.contains("60 architectures of 1 to 5 blocks, widths of 8 to 32"))
    let report = try report()
    #expect(try Schema.ofReports().faults(of: report) == [])
    let designs = report["result"]["exact"]["designs"]
    #expect(report["result"]["found"]["genotype"] == designs[0]["design"]["genotype"])
    #expect(
      designs.elements.allSatisfy {
        ($0["design"]["parameterCount"].number ?? .infinity) <= 40_000
      })
    #expect(report["settings"]["search"]["trained"]["target"]["name"].text == "loss")
    #expect(try Binary.start(command + ["--target", "loss"]).finish().status == 0)
    let other = try Binary.start(command + ["--target", "accuracy"]).finish()
    #expect(other.status == 64 && other.messages.contains("search.trained.target.name"))
  }

  @Test func `a search by trainings that say nothing is refused`() throws {
    let rows = Self.table().split(separator: "\n").enumerated().map { row, line in
      row == 0 ? "\(line)\n" : line.replacing(#/,[^,]*,[^,]*$/#, with: ",\(row * 7919 % 101),1\n")
    }
    try folder.write(rows.joined(), to: "table.csv")
    let command = ["search", "--space", "\(folder.path)/plain.yaml", "--out", run]
    let outcome = try Binary.start(
      command + ["--objective", "trained", "--table", "\(folder.path)/table.csv"]
    ).finish()
    #expect(outcome.status == 65)
    #expect(outcome.messages.hasPrefix("Error: the trainings do not tell which architectures"))
    for (arguments, message) in [
      (["--table", "t.csv"], "--table needs --objective trained."),
      (["--target", "a"], "--target and --extrapolate need --objective trained."),
      (
        ["--objective", "trained", "--table", "t.csv", "--controller", "random"],
        "--objective trained goes with --controller exact alone."
      ),
    ] {
      let outcome = try Binary.start(command + arguments).finish()
      #expect(outcome.status == 64 && outcome.messages.contains(message), "\(outcome.messages)")
    }
  }

  @Test func `a sample that cannot be had or trained is refused before a training`() throws {
    let space = ["--space", "\(folder.path)/plain.yaml", "--out", run]
    for (arguments, message) in [
      (["table.csv", "--sample", "5"], "Name a table, or have one trained with --sample."),
      ([], "Name a table, or have one trained with --sample."),
      (["table.csv", "--train", "--budget", "1ep"], "--train needs --sample."),
      (["table.csv", "--max-params", "1M"], "Limits of size are for architectures that --sample"),
      (["--sample", "5", "--seeds", "101"], "seeds"),
      (["--sample", "5", "--train", "--candidates", "2"], "--candidates"),
      (["--sample", "5", "--train", "--budget", "many"], "--budget"),
      (["--sample", "3", "--min-params", "1G"], "a sample of 3 architectures with at least 1"),
    ] {
      let outcome = try Binary.start(["audit"] + space + arguments).finish()
      #expect(outcome.status == 64, "\(arguments)")
      #expect(outcome.messages.contains(message), "\(outcome.messages)")
      #expect(!FileManager.default.fileExists(atPath: run))
    }
  }

  @Test func `scores from elsewhere are audited by genotype`() throws {
    let rows = Self.table().split(separator: "\n").dropFirst().enumerated().map { row, line in
      line.replacing(#/,[^,]*,[^,]*$/#, with: ",\(row % 5 == 0 ? "" : "\(row)"),1,0.5\n")
    }
    try folder.write(
      "genotype,-epoch 1,capacity,accuracy\n" + rows.reversed().joined(), to: "scores.csv")
    let outcome = try audit(in: "run", "--proxies-from", folder.path + "/scores.csv")
    #expect(outcome.status == 0)
    #expect(outcome.messages.contains("scores.csv: column capacity is left out"))
    let report = try report()
    #expect(try Schema.ofAuditReports().faults(of: report) == [])
    let last = report["result"]["scores"].elements[7]
    #expect(last["score"].text == "epoch 1" && last["missingCount"].number == 12)
    #expect(last["higherIsBetter"] == .bool(false))
    #expect(report["settings"]["audit"]["scores"][0]["values"][1].number == 1)
  }

  @Test func `an unfinished audit has a page, and no network to go on with`() throws {
    #expect(try audit().status == 0)
    try FileManager.default.removeItem(atPath: run + "/report.json")
    #expect(try Binary.run("report", run).status == 0)
    #expect(try folder.text("run/report.html").contains("the first 60 of 60 architectures"))
    #expect(try audit().status == 0)
    let export = try Binary.run("export", "--from", run, "--out", folder.path + "/export")
    #expect(export.status == 65)
    #expect(export.messages.contains("an audit, which chooses no network"))
  }

  @Test func `few rows have no verdict, and noise is named`() throws {
    try folder.write(Self.table(rowCount: 12), to: "table.csv")
    let outcome = try audit(in: "run", "--noise", "500", "--targets", "accuracy")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("\n12 architectures: a verdict needs 50\n"))
    #expect(outcome.output.contains("is under twice the noise, 500"))
    #expect(!outcome.output.contains("yes"))
  }

  @Test(arguments: [
    ("genotype,a\n\"8x1|2,1\",1\n8x2|2;1,2\n", "table.csv:3: "),
    ("genotype,a\n\"8x1|2,1\",1\n\"8x2|2,1\",good\n", "table.csv: line 3, column a: 'good' is no"),
    ("genotype,a\n8x1|2,1,1\n", "table.csv: line 2: 3 fields, the header has 2; a genotype with"),
    ("genotype\n\"8x1|2,1\"\n", "table.csv: no column beside 'genotype'"),
    ("genotype,a,b\n\"8x1|2,1\",1,\n", "table.csv: column b has no value"),
  ])
  func `a table that cannot be audited is told by line and column`(
    table: String, message: String
  ) throws {
    try folder.write(table, to: "table.csv")
    let outcome = try audit()
    #expect(outcome.status == 65)
    #expect(outcome.messages.hasPrefix("Error: \(folder.path)/\(message)"))
    #expect(!FileManager.default.fileExists(atPath: run))
  }

  @Test func `what is asked for and not there is named`() throws {
    let target = try audit(in: "run", "--targets", "top1")
    #expect(target.status == 65)
    #expect(target.messages.hasSuffix("table.csv: no column 'top1'; there are: accuracy, loss\n"))
    try folder.write("genotype,a\n\"8x1|2,1\",1\n", to: "scores.csv")
    let scores = try audit(in: "run", "--proxies-from", folder.path + "/scores.csv")
    #expect(scores.status == 65)
    #expect(scores.messages.contains("scores.csv: no row for 16x1|2,1, which is in the table"))
    #expect(try audit(in: "run", "--noise", "0").status == 64)
  }

  /// The 100 PiTs and 200 AutoFormers of ViT-Bench-101, as `Scripts/vitbench-table` writes them to
  /// `pit.csv`, `autoformer_a.csv` and `autoformer_b.csv` in the folder that `ASVIT_TABLES` names.
  ///
  /// The expected values were computed from the same accuracies by a program in Python.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["ASVIT_TABLES"] != nil))
  func `ViT-Bench-101 has its known correlations`() throws {
    let tables = try #require(ProcessInfo.processInfo.environment["ASVIT_TABLES"])
    let spaces = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../search-spaces").path
    for (name, space, taus) in [
      ("pit", "pit", [0.716, 0.849, 0.821]), ("autoformer_a", "autoformer-vitbench", []),
      ("autoformer_b", "autoformer-vitbench", []),
    ] {
      let outcome = try Binary.run(
        "audit", "\(tables)/\(name).csv", "--space", "\(spaces)/\(space).yaml", "--out",
        "\(folder.path)/\(name)")
      #expect(outcome.status == 0)
      let target = try report(in: name)["result"]["targets"][0]
      #expect(target["rowCount"].number == 100)
      for (score, tau) in zip([0, 2, 4], taus) {
        let found = try #require(target["scores"][score]["tau"]["value"].number)
        #expect(abs(found - tau) < 5e-4)
      }
    }
    let pit = try report(in: "pit")["result"]["targets"][0]
    #expect(pit["target"].text == "c100_base")
    #expect(pit["equalParameters"]["count"].number == 234)
    for (score, tau) in [(0, 0.051), (2, 0.679), (4, 0.671)] {
      let found = try #require(
        pit["scores"][score]["tauAtEqualParameters"]["value"].number)
      #expect(abs(found - tau) < 5e-4)
    }
  }
}
