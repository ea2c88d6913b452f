import AsViTReport
import AsViTTestSupport
import Foundation
import Testing

/// Designs of a search that are trained with several seeds beside baselines.
struct ShortlistTests {
  let setting: SearchSetting

  init() throws {
    setting = try SearchSetting()
    try TinyImages.write(to: setting.folder, as: "images")
  }

  private func training(budget: String = "4ep") -> [String] {
    ["--data", "\(setting.folder.path)/images", "--batch", "16", "--budget", budget]
  }

  private func search(in run: String, _ more: [String], threads: Int = 2) -> [String] {
    setting.command(in: run, ["--steps", "12", "--repeats", "1", "--threads", "\(threads)"])
      + more + ["--then-train"] + training() + ["--threads", "\(threads)"]
  }

  @Test func `a search has its shortlist trained beside baselines with two seeds`() throws {
    let outcome = try Binary.start(search(in: "run", ["--shortlist", "3"])).finish()
    #expect(outcome.status == 0, "\(outcome.messages)")
    let report = try setting.report(in: "run/train")
    #expect(try Schema.ofTrainReports().faults(of: report) == [])
    let (settings, result) = (report["settings"], report["result"])
    let found = try setting.report()["result"]["found"]["genotype"]
    let count = settings["candidates"].elements.count
    #expect(settings["candidates"][0] == found && settings["seedCount"].number == 2)
    #expect(
      settings["origins"].elements.compactMap(\.text).prefix(3) == [
        "found", "neighbour", "neighbour",
      ])
    #expect(count > 3 && settings["origins"].elements.count == count)
    #expect(result["candidates"].elements.map { $0["seed"].number }.prefix(4) == [0, 1, 0, 1])

    // Half of them go on where seeds agree, all where they do not.
    for rung in result["rungs"].elements where try #require(rung["fraction"].number) < 1 {
      let (trained, survivors) = (
        rung["trained"].elements.count / 2, rung["survivors"].elements.count / 2
      )
      let agrees = (rung["repeats"]["tau"]["value"].number ?? -1) >= 0.6
      #expect(survivors == (agrees ? (trained + 1) / 2 : trained))
    }

    // A mean is that of its trainings where it was compared for the last time.
    let designs = result["designs"].elements
    #expect(designs.count == count)
    for design in designs {
      let fraction = try #require(design["fraction"].number)
      let losses = try design["candidates"].elements.map { place in
        let candidate = result["candidates"][Int(try #require(place.number))]
        #expect(candidate["genotype"] == design["genotype"])
        let evaluation = candidate["evaluations"].elements.first {
          ($0["fraction"].number ?? 0) > fraction - 1e-9
        }
        return try #require(evaluation?["loss"].number)
      }
      let mean = losses.reduce(0, +) / Double(losses.count)
      #expect(abs(try #require(design["loss"]["value"].number) - mean) < 1e-12)
    }
    #expect(designs[0]["difference"].number == 0)
    let best = result["candidates"][Int(try #require(result["best"].number))]
    #expect(best["genotype"] == designs[0]["genotype"])
    #expect(outcome.output.contains("\ndesign ") && outcome.output.contains("tau of one seed"))
    let page = try setting.folder.text("run/train/report.html")
    #expect(page.contains("Designs, the best first"))
  }

  @Test func `killed at any moment and resumed, the result is the same`() throws {
    func command(_ run: String, threads: Int) -> [String] {
      [
        "train", "--from", setting.run, "--shortlist", "3", "--threads", "\(threads)", "--out",
        "\(setting.folder.path)/\(run)",
      ] + training()
    }
    let searched = try setting.search(in: "run", "--steps", "12", "--repeats", "1")
    #expect(searched.status == 0)
    #expect(try Binary.start(command("whole", threads: 1)).finish().status == 0)
    for count in 1...3 {
      let process = try Binary.start(command("killed", threads: 2))
      _ = process.wait {
        let lines = try? setting.folder.text("killed/journal.jsonl").count { $0 == "\n" }
        return lines ?? 0 >= 7 * count
      }
      process.send(SIGKILL)
      _ = try process.finish()
    }
    #expect(try Binary.start(command("killed", threads: 2)).finish().status == 0)
    #expect(try setting.resultBytes(in: "killed") == setting.resultBytes(in: "whole"))
  }

  @Test func `named candidates are compared over seeds`() throws {
    let networks = ["4,2,1|2,2,1|2,1,1|2,1,1|8,8", "4,2,2|2,2,2|2,1,1|2,1,1|8,8"]
    let outcome = try Binary.start(
      ["train", "--space", setting.space, "--seeds", "3", "--out", setting.run]
        + networks.flatMap { ["--genotype", $0] } + training(budget: "1ep")
    ).finish()
    #expect(outcome.status == 0, "\(outcome.messages)")
    let report = try setting.report()
    #expect(try Schema.ofTrainReports().faults(of: report) == [])
    #expect(report["settings"]["origins"] == .null)
    #expect(report["result"]["rungs"].elements.count == 1)
    #expect(report["result"]["rungs"][0]["survivors"].elements.count == 2)
    #expect(report["result"]["designs"].elements.count == 2)
    #expect(
      Set(report["result"]["candidates"].elements.compactMap { $0["seed"].number }) == [0, 1, 2])
  }

  /// The first of several seeds trains as it would alone.
  @Test func `a seed among several is the seed alone`() throws {
    func train(_ run: String, _ more: [String]) throws -> JSONValue {
      let network = "4,2,1|2,2,1|2,1,1|2,1,1|8,8"
      let outcome = try Binary.start(
        [
          "train", "--space", setting.space, "--genotype", network, "--out",
          "\(setting.folder.path)/\(run)",
        ] + training(budget: "1ep") + more
      ).finish()
      #expect(outcome.status == 0, "\(outcome.messages)")
      return try setting.report(in: run)["result"]["candidates"]
    }
    let both = try train("both", ["--seeds", "2", "--seed", "6"])
    let alone = try train("alone", ["--seed", "7"])
    #expect(both[1]["evaluations"] == alone[0]["evaluations"])
    #expect(both[0]["evaluations"] != alone[0]["evaluations"])
  }

  @Test(arguments: [
    (["--shortlist", "2"], "--shortlist is of a search"),
    (["--candidates", "2", "--shortlist", "2"], "Give either --candidates or --shortlist"),
    (["--seeds", "0"], "'0' is invalid"),
  ])
  func `impossible options are named`(options: [String], message: String) throws {
    let outcome = try Binary.start(
      ["train", "--genotype", "4,2,1|2,2,1|2,1,1|2,1,1|8,8", "--out", setting.run] + options
    ).finish()
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }

  @Test func `a shortlist longer than the designs there are is refused`() throws {
    let searched = try setting.search(in: "run", "--steps", "2", "--repeats", "1")
    #expect(searched.status == 0)
    let outcome = try Binary.start(
      ["train", "--from", setting.run, "--shortlist", "40", "--out", "\(setting.folder.path)/t"]
    ).finish()
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains("possible: --shortlist 1 to "), "\(outcome.messages)")
  }

  @Test func `a policy that starts at an optimum says so`() throws {
    let outcome = try setting.search(in: "run", "--steps", "5", "--warm-start", "params")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let report = try setting.report()
    #expect(try Schema.ofReports().faults(of: report) == [])
    #expect(report["settings"]["search"]["warmStart"].text == "parameterCount")
    let start = try #require(report["result"]["start"].text)
    #expect(outcome.output.contains("policy began at       \(start)\n"))
    let refused = try setting.search(in: "other", "--warm-start", "length")
    #expect(refused.status == 64)
    #expect(refused.messages.contains("one metric that is a sum over layers"))
  }
}
