import AsViTReport
import AsViTTestSupport
import Foundation
import Testing

/// Curves of trainings for other tools.
struct TrainLogTests {
  let setting: SearchSetting

  init() throws { setting = try SearchSetting() }

  private func train(_ arguments: String...) throws -> Binary.Outcome {
    try Binary.start(
      [
        "train", "--genotype", "4,2,1|2,2,2|3,1,1|2,1,1|8,8", "--genotype",
        "4,2,2|2,2,2|3,1,1|2,1,1|8,8", "--space", setting.space, "--max-images", "128", "--batch",
        "16", "--budget", "3ep", "--out", setting.run,
      ] + arguments
    ).finish()
  }

  private var rows: [[String]] {
    get throws {
      // Genotypes have commas of their own.
      try setting.folder.text("run/curves.csv").replacing(#/"[^"]*"/#, with: "G")
        .split(separator: "\n").map { row in
          row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }
  }

  @Test func `a table has what the report has, by updates`() throws {
    #expect(try train("--log", "csv").status == 0)
    let rows = try rows
    #expect(
      rows[0] == [
        "candidate", "genotype", "seed", "step", "seconds", "train/loss", "train/gradient-norm",
        "train/learning-rate", "test/loss", "test/top-1", "test/top-5",
      ])
    for (index, candidate) in try setting.report()["result"]["candidates"].elements.enumerated() {
      let own = rows.filter { $0[0] == "\(index + 1)" }
      let losses = own.map { $0[5] }.filter { !$0.isEmpty }.compactMap(Double.init)
      #expect(losses == candidate["curve"].elements.compactMap { $0["loss"].number })
      let tests = own.map { $0[9] }.filter { !$0.isEmpty }.compactMap(Double.init)
      #expect(tests == candidate["evaluations"].elements.compactMap { $0["topOne"].number })
      let steps = own.compactMap { Int($0[3]) }
      #expect(
        steps == steps.sorted()
          && steps.last == candidate["position"]["step"].number.map { Int($0) })
      let seconds = own.compactMap { Double($0[4]) }
      #expect(seconds == seconds.sorted() && seconds.count == own.count)
    }
  }

  @Test func `event files that grew are those that are written at once`() throws {
    #expect(try train("--log", "tensorboard").status == 0)
    func files() throws -> [Data] {
      try (1...2).map { number in
        let folder = "\(setting.run)/tensorboard/candidate-\(number)"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(names.count == 1 && names[0].hasPrefix("events.out.tfevents."))
        return try Data(contentsOf: URL(filePath: "\(folder)/\(names[0])"))
      }
    }
    let grown = try files()
    #expect(grown[0].count > 1000 && grown[0] != grown[1])
    // The run is finished: they are made of its journal.
    #expect(try train("--log", "csv,tensorboard").status == 0)
    #expect(try files() == grown)
    #expect(try rows.count > 10)
    #expect(try train("--force").status == 0)
    #expect(!FileManager.default.fileExists(atPath: setting.run + "/curves.csv"))
  }

  @Test func `formats are named`() throws {
    let outcome = try train("--log", "wandb")
    #expect(outcome.status == 64)
    #expect(
      outcome.messages.hasPrefix("Error: The value 'wandb' is invalid for '--log <formats>'"))
  }
}
