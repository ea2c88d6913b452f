import AsViTReport
import AsViTTestSupport
import Foundation
import Testing

/// `asvit train` on small images and networks.
struct TrainTests {
  let setting: SearchSetting
  private let networks = ["4,2,1|2,2,1|2,1,1|2,1,1|8,8", "4,2,2|2,2,2|2,1,1|2,1,1|8,8"]

  init() throws {
    setting = try SearchSetting()
    try TinyImages.write(to: setting.folder, as: "images")
  }

  private func command(
    in run: String = "run", genotypes: [String]? = nil, budget: String = "2ep",
    _ more: [String] = []
  ) -> [String] {
    (["train", "--space", setting.space, "--data", "\(setting.folder.path)/images"]
      + (genotypes ?? [networks[0]]).flatMap { ["--genotype", $0] })
      + ["--batch", "16", "--budget", budget, "--out", "\(setting.folder.path)/\(run)"] + more
  }

  private func train(
    in run: String = "run", genotypes: [String]? = nil, budget: String = "2ep", _ more: String...
  ) throws -> Binary.Outcome {
    try Binary.start(command(in: run, genotypes: genotypes, budget: budget, more)).finish()
  }

  @Test func `a training ends with a table, weights and a valid report`() throws {
    let outcome = try train()
    #expect(outcome.status == 0, "\(outcome.messages)")
    let report = try setting.report()
    #expect(try Schema.ofTrainReports().faults(of: report) == [])
    let candidate = report["result"]["candidates"][0]
    #expect(candidate["outcome"].text == "finished")
    #expect(candidate["position"]["sampleCount"].number == 180)
    #expect(candidate["evaluations"].elements.count == 2)
    let phases = candidate["phases"].elements
    #expect(
      phases.compactMap { $0["macCount"].number }.reduce(0, +)
        == candidate["position"]["spentMACs"].number)
    #expect(report["timings"]["stepSeconds"].elements.count == 2)
    func sum(_ key: String) -> Double { phases.compactMap { $0[key].number }.reduce(0, +) }
    #expect(sum("stepCount") == 12 && sum("sampleCount") == 180 && sum("loadedCount") == 180)
    let spent = report["timings"]["phaseSeconds"][0].elements.flatMap {
      [$0["loader"].number, $0["compute"].number]
    }.compactMap { $0 }.reduce(0, +)
    let legs = report["timings"]["stepSeconds"].elements.compactMap(\.number).reduce(0, +)
    #expect(0 < spent && spent < legs)
    #expect(candidate["evaluations"][1]["equivalentEpochs"].number == 2)
    #expect(try setting.folder.bytes("run/candidate-1.safetensors").count > 1000)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines[1].hasPrefix(networks[0]) && lines[1].hasSuffix("finished"))
    #expect(outcome.output.hasSuffix("report  \(setting.run)/report.json\n"))
  }

  @Test func `candidates are halved`() throws {
    let outcome = try train(genotypes: networks + [networks[0]], "--candidates", "3")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let result = try setting.report()["result"]
    #expect(try Schema.ofTrainReports().faults(of: setting.report()) == [])
    #expect(
      result["rungs"].elements.map { $0["trained"].elements.count } == [3, 2, 1])
    #expect(result["rungs"].elements.compactMap { $0["fraction"].number } == [0.25, 0.5, 1])
    let outcomes = result["candidates"].elements.compactMap { $0["outcome"].text }
    #expect(outcomes.sorted() == ["eliminated", "eliminated", "finished"])
    #expect(outcomes[Int(try #require(result["best"].number))] == "finished")
  }

  @Test(arguments: ["none", "efficienttrain++", "combined"])
  func `killed at any moment and resumed, the result is the same`(curriculum: String) throws {
    let more = [
      "--curriculum", curriculum, "--replay", "--rand-augment", "5", "--ema", "0.9",
      "--least-grid", "1",
    ]
    func command(_ run: String, _ threads: String) -> [String] {
      self.command(
        in: run, genotypes: networks, budget: "6ep", more + ["--threads", threads])
    }
    let whole = try Binary.start(command("whole", "1")).finish()
    #expect(whole.status == 0, "\(whole.messages)")
    for count in 1...3 {
      let process = try Binary.start(command("killed", "2"))
      _ = process.wait { lineCount("killed") >= 2 * count }
      process.send(SIGKILL)
      _ = try process.finish()
    }
    #expect(try Binary.start(command("killed", "2")).finish().status == 0)
    #expect(try setting.resultBytes(in: "killed") == setting.resultBytes(in: "whole"))
    for name in ["candidate-1.safetensors", "candidate-2.safetensors"] {
      #expect(
        try setting.folder.bytes("killed/\(name)") == setting.folder.bytes("whole/\(name)"))
    }
  }

  private func lineCount(_ run: String) -> Int {
    (try? setting.folder.text("\(run)/journal.jsonl").count { $0 == "\n" }) ?? 0
  }

  @Test func `a signal saves a checkpoint`() throws {
    let process = try Binary.start(command(budget: "200ep"))
    #expect(process.wait { lineCount("run") >= 1 })
    process.send(SIGINT)
    let outcome = try process.finish()
    #expect(outcome.status == 130)
    #expect(outcome.messages.contains("interrupted; to resume, run the same command again:\n"))
    #expect(try setting.folder.bytes("run/candidate-1.checkpoint.safetensors").count > 1000)
  }

  @Test func `losses that are not finite end the candidates and leave a report`() throws {
    let outcome = try train(
      genotypes: networks, "--optimizer", "sgd", "--schedule", "constant", "--lr", "1e30",
      "--clip", "0", "--warm-up", "0")
    #expect(outcome.status == 3)
    #expect(
      outcome.messages.hasSuffix(
        "Error: \(setting.run)/report.json: every candidate diverged; try a lower --lr or --clip\n")
    )
    let result = try setting.report()["result"]
    #expect(result["best"] == .null)
    #expect(try Schema.ofTrainReports().faults(of: setting.report()) == [])
    for candidate in result["candidates"].elements {
      #expect(candidate["outcome"].text == "diverged")
      #expect(candidate["divergence"]["learningRate"].number == 1e30)
    }
    #expect(outcome.output.contains("the loss was not finite at update "))
    #expect(outcome.output.contains("learning rate 1e+30; try a lower --lr or --clip"))
  }

  @Test func `a network beyond the memory is refused before anything is made`() throws {
    let huge = "4,1,64,128|2,1,64,128|2,1,64,128|2,1,64,128|32,1024"
    let outcome = try Binary.run(
      "train", "--genotype", networks[0], "--genotype", huge, "--space", setting.space, "--out",
      setting.run)
    #expect(outcome.status == 64)
    let message =
      #/\nError: (.*): up to [0-9.]+ GiB of memory are needed, there are .*; train a smaller one, or lower --batch or --threads\n$/#
    #expect(try #require(outcome.messages.firstMatch(of: message)).1 == huge)
    #expect(!FileManager.default.fileExists(atPath: setting.run))
  }

  @Test func `a damaged checkpoint is named`() throws {
    let process = try Binary.start(command(budget: "200ep"))
    #expect(process.wait { lineCount("run") >= 1 })
    process.send(SIGINT)
    _ = try process.finish()
    let path = "run/candidate-1.checkpoint.safetensors"
    try setting.folder.write(Array(setting.folder.bytes(path).dropLast(5)), to: path)
    let outcome = try Binary.start(command(budget: "200ep")).finish()
    #expect(outcome.status == 65)
    #expect(outcome.messages.contains("candidate-1.checkpoint.safetensors: "))
    #expect(outcome.messages.hasSuffix("to train this candidate from the start again\n"))
  }

  /// Stops a training before its first leg ends.
  private func stopEarly(in run: String, _ more: [String] = []) throws {
    let process = try Binary.start(command(in: run, budget: "4000ep", more))
    let isBegun = process.wait {
      FileManager.default.fileExists(atPath: "\(setting.folder.path)/\(run)/journal.jsonl")
    }
    try #require(isBegun)
    process.send(SIGINT)
    #expect(try process.finish().status == 130)
    #expect(lineCount(run) == 0)
  }

  private let checkpoint = "candidate-1.checkpoint.safetensors"

  @Test func `a checkpoint without its run is named and not taken`() throws {
    try stopEarly(in: "run")
    for name in ["run.json", "journal.jsonl"] {
      try FileManager.default.removeItem(atPath: "\(setting.run)/\(name)")
    }
    let before = try setting.folder.bytes("run/\(checkpoint)")
    let outcome = try train("--lr", "0.3")
    #expect(outcome.status == 65)
    #expect(
      outcome.messages.hasSuffix(
        "\nError: \(setting.run): holds \(checkpoint) of a run but no run.json; choose a new "
          + "folder, or start afresh with --force\n"))
    #expect(try setting.folder.bytes("run/\(checkpoint)") == before)
    #expect(try train("--lr", "0.3", "--force").status == 0)
    #expect(try train(in: "clean", "--lr", "0.3").status == 0)
    #expect(try setting.resultBytes(in: "run") == setting.resultBytes(in: "clean"))
  }

  @Test func `a checkpoint of a run with other settings is refused`() throws {
    try stopEarly(in: "run")
    try stopEarly(in: "other", ["--lr", "0.3"])
    try setting.folder.write(
      setting.folder.bytes("run/\(checkpoint)"), to: "other/\(checkpoint)")
    let outcome = try Binary.start(command(in: "other", budget: "4000ep", ["--lr", "0.3"])).finish()
    #expect(outcome.status == 65)
    #expect(
      outcome.messages.hasSuffix(
        "/other/\(checkpoint): a checkpoint of a run with other settings; delete it to train this "
          + "candidate from the start again\n"))
  }

  @Test func `an option that the training after a search does not know is told`() throws {
    let outcome = try Binary.start(
      setting.command(in: "run", ["--then-train", "--budget", "many"])
    ).finish()
    #expect(outcome.status == 64)
    #expect(outcome.messages.hasPrefix("Error: 'asvit train': The value 'many' is invalid"))
  }

  @Test(arguments: [
    (["--budget", "5"], "The value '5' is invalid for '--budget <budget>'"),
    (["--drop-path", "1"], "The value '1' is invalid for '--drop-path': it is below 1"),
    (["--operations", "Invert,Sparkle"], "The value 'Invert,Sparkle' is invalid for"),
    (["--candidates", "2"], "2 candidates asked for, 1 named; possible: --candidates 1 to 1"),
    (["--erasing", "2"], "the probability of erasing is 2.0; a probability lies between 0 and 1"),
    (
      ["--authors-rounding", "--budget", "3steps"],
      "--authors-rounding needs a budget of whole epochs, such as 200ep."
    ),
  ])
  func `impossible values are named`(options: [String], message: String) throws {
    let outcome = try Binary.start(command(budget: "1ep", options)).finish()
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }

  @Test func `a curriculum that cannot be is refused with one that can`() throws {
    let outcome = try train(in: "run", "--curriculum", "retokenize")
    #expect(outcome.status == 65)
    #expect(outcome.messages.contains("possible: curriculum "))
  }
}
