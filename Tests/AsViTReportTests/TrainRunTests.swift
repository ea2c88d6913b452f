import AsViTArchitecture
import AsViTAugmentation
import AsViTCurriculum
import AsViTData
import AsViTNumerics
import AsViTTestSupport
import AsViTTraining
import Testing

@testable import AsViTReport

/// Three candidates with two seeds each, which are halved.
private struct TinyRun {
  let folder: TemporaryFolder
  let trainer: UnitTrainer

  init() throws {
    folder = try TemporaryFolder()
    try TinyImages.write(to: folder, as: "images")
    let workers = Workers(count: 1)
    let data = try TrainingData(
      openLabelledData(
        "\(folder.path)/images", split: TestSplit(seed: Seed(0)), workers: workers))
    let settings = TrainRunSettings(
      candidates: ["24x1|2,1.5", "36x1|2,2", "24x2|2,1.5|3,2"], seedCount: 2,
      space: SpaceRecord(name: "tiny", yaml: tinyPlainSpace), data: LabelledDataRecord(data),
      training: TrainingSettings(
        budget: .epochs(4), batchSize: 16, averageDecay: 0.9,
        augmentation: AugmentationRecipe(mixupAlpha: 0.2, labelSmoothing: 0.1)),
      halves: true)
    trainer = try UnitTrainer(settings, data: data, workers: workers)
  }

  /// The run in a folder, brought as far as the site goes.
  func result(in name: String, at site: some TrainingSite) throws -> [UInt8]? {
    let folder = try RunFolder(at: "\(folder.path)/\(name)")
    var run = try TrainRun(trainer, in: folder)
    let result = try run.result(at: site) { _ in }
    return try result.map { try CanonicalJSON.document($0, for: name) }
  }

  /// The weights of all candidates, by names of files.
  func weights(in run: String) -> [String: [UInt8]] {
    Dictionary(
      uniqueKeysWithValues: trainer.settings.trainings.indices.map {
        let file = "candidate-\($0 + 1).safetensors"
        return (file, (try? folder.bytes("\(run)/\(file)")) ?? [])
      })
  }
}

/// Trains all units of a rung before it tells of any, from the bytes of checkpoints, and then tells of all
/// by turns; may end in the middle.
private final class Interleaving: TrainingSite {
  private let trainer: UnitTrainer
  /// How many news come before the end.
  private var remaining: Int

  init(_ trainer: UnitTrainer, newsCount: Int = .max) {
    self.trainer = trainer
    remaining = newsCount
  }

  func train(
    _ units: [TrainUnit], telling tell: (TrainNews, TrainUnit) throws -> Void
  ) throws -> Bool {
    var news = try units.reversed().map { unit in
      var news: [TrainNews] = []
      let checkpoint = try unit.checkpointBytes()
      _ = try trainer.train(
        unit, from: checkpoint.isEmpty ? nil : .bytes(checkpoint, path: "memory")
      ) {
        switch $0 {
        case .status: break
        case .checkpoint(let contents): news.append(.checkpoint(try contents.bytes()))
        case .weights(let contents): news.append(.weights(try contents.bytes()))
        case .leg: news.append($0)
        }
      }
      return (unit, news[...])
    }
    while !news.allSatisfy(\.1.isEmpty) {
      for index in news.indices {
        guard let next = news[index].1.popFirst() else { continue }
        guard remaining > 0 else { return false }
        remaining -= 1
        try tell(next, news[index].0)
      }
    }
    return true
  }

  func finish() {}
}

@Suite struct TrainRunTests {
  @Test func `trainings side by side come to what they come to one after the other`() throws {
    let tiny = try TinyRun()
    let alone = try tiny.result(in: "whole", at: LocalTraining(tiny.trainer) { false })
    #expect(alone != nil)
    #expect(try tiny.result(in: "together", at: Interleaving(tiny.trainer)) == alone)
    #expect(tiny.weights(in: "together") == tiny.weights(in: "whole"))
    #expect(tiny.weights(in: "whole").values.count { !$0.isEmpty } > 3)
  }

  @Test func `ended after any news and gone on with elsewhere, the result is the same`() throws {
    let tiny = try TinyRun()
    let whole = try tiny.result(in: "whole", at: Interleaving(tiny.trainer))
    for count in [1, 2, 5, 9, 14, 20] {
      let run = "ended-\(count)"
      #expect(
        try tiny.result(in: run, at: Interleaving(tiny.trainer, newsCount: count)) == nil)
      let site: any TrainingSite =
        count.isMultiple(of: 2)
        ? Interleaving(tiny.trainer) : LocalTraining(tiny.trainer) { false }
      #expect(try tiny.result(in: run, at: site) == whole, "after \(count)")
      #expect(tiny.weights(in: run) == tiny.weights(in: "whole"), "after \(count)")
    }
  }

  @Test func `a run that is done trains nothing more`() throws {
    struct Idle: TrainingSite {
      func train(
        _ units: [TrainUnit], telling tell: (TrainNews, TrainUnit) throws -> Void
      ) -> Bool {
        #expect(units.isEmpty)
        return true
      }
      func finish() {}
    }
    let tiny = try TinyRun()
    let whole = try tiny.result(in: "whole", at: LocalTraining(tiny.trainer) { false })
    #expect(try tiny.result(in: "whole", at: Idle()) == whole)
  }
}
