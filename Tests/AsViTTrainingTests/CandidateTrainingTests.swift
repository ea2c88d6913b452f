import AsViTArchitecture
import AsViTCurriculum
import AsViTData
import AsViTNumerics
import AsViTTestSupport
import AsViTTraining
import Foundation
import Testing

struct CandidateTrainingTests {
  private let tiny: TinyTraining

  init() throws { tiny = try TinyTraining() }

  @Test func `it learns`() throws {
    let training = try tiny.training(
      TinyTraining.settings(budget: .epochs(12)) {
        $0.regularisation = Regularisation()
        $0.averageDecay = nil
      })
    let before = try training.evaluation()
    try training.run()
    let after = try training.evaluation()
    #expect(before.topOne < 0.6)
    #expect(after.topOne > 0.85)
    #expect(try #require(after.loss) < 0.75 * (try #require(before.loss)))
  }

  @Test func `the budget is spent to the image`() throws {
    let training = try tiny.training()
    try training.run()
    // 90 images in batches of 16: five whole batches and one of ten, twice.
    #expect(training.position.step == 12)
    #expect(training.position.sampleCount == 180)
    #expect(training.position.epoch == 2 && training.position.offset == 0)
    #expect(Double(training.position.spentMACs) == training.totalMACs)
    #expect(training.spending.map(\.macCount).reduce(0, +) == training.position.spentMACs)
    #expect(training.spending.map(\.stepCount).reduce(0, +) == 12)
    #expect(training.spending.map(\.sampleCount).reduce(0, +) == 180)
    let points = training.endLeg()
    #expect(points.map(\.step) == Array(1...12))
  }

  @Test(arguments: [Curriculum.none, .combined])
  func `every bit is the same at any number of threads`(curriculum: Curriculum) throws {
    let settings = TinyTraining.settings {
      $0.curriculum = CurriculumSettings(curriculum, replays: true, leastGridSide: 1)
    }
    let one = try tiny.training(settings, threads: 1)
    try one.run()
    let three = try tiny.training(settings, threads: 3)
    try three.run()
    #expect(one.weights == three.weights)
    #expect(one.position == three.position)
    #expect(one.endLeg() == three.endLeg())
    #expect(try one.evaluation() == three.evaluation())
  }

  @Test(arguments: [Curriculum.none, .efficientTrainPlusPlus, .retokenize], [1, 5, 11])
  func `a restored training goes on bit by bit`(curriculum: Curriculum, updates: Int) throws {
    let settings = TinyTraining.settings {
      $0.curriculum = CurriculumSettings(curriculum, replays: true, leastGridSide: 1)
    }
    let whole = try tiny.training(settings)
    try whole.run()
    let path = tiny.folder.path + "/checkpoint.safetensors"
    let first = try tiny.training(settings)
    try first.run(updates: updates)
    try first.saveCheckpoint(to: path, of: "run")
    try first.run(updates: 2)
    let second = try tiny.training(settings, threads: 1)
    try second.restoreCheckpoint(.file(at: path), of: "run")
    #expect(second.position.step == updates)
    try second.run()
    #expect(second.weights == whole.weights)
    #expect(second.endLeg() == whole.endLeg())
    #expect(try second.evaluation() == whole.evaluation())
  }

  @Test func `other seeds give other weights`() throws {
    let a = try tiny.training()
    let b = try tiny.training(TinyTraining.settings { $0.seed = 4 })
    try a.run(updates: 3)
    try b.run(updates: 3)
    #expect(a.weights != b.weights)
  }

  @Test func `a loss that is not finite ends the training before it harms the weights`() throws {
    let training = try tiny.training(
      TinyTraining.settings {
        $0.optimizer = .sgd
        $0.schedule = .constant
        $0.learningRate = 1e30
        $0.warmUp = 0
        $0.clipNorm = nil
      })
    try training.run()
    let divergence = try #require(training.divergence)
    #expect(divergence.learningRate == 1e30)
    #expect(training.position.step == divergence.step - 1)
    #expect(!training.isFinished)
  }

  @Test func `a training whose last update leaves no weights has diverged`() throws {
    let training = try tiny.training(
      TinyTraining.settings(budget: .steps(1)) {
        $0.optimizer = .sgd
        $0.schedule = .constant
        $0.learningRate = 1e308
        $0.warmUp = 0
        $0.clipNorm = nil
      })
    try training.update()
    #expect(training.isFinished && training.divergence == nil && !training.isFinite)
    let points = training.endLeg()
    let divergence = try #require(training.divergence)
    #expect(divergence.step == 1 && divergence.isLoss && points.count == 1)
  }

  @Test func `a budget of time can be measured at any rate`() throws {
    let settings = TinyTraining.settings(budget: .seconds(1)) {
      $0.optimizer = .sgd
      $0.schedule = .constant
      $0.learningRate = 1e30
      $0.warmUp = 0
      $0.clipNorm = nil
    }
    let macs = try CandidateTraining.forwardMACs(
      within: 1, of: TinyTraining.genotype, in: TinyTraining.family, on: tiny.data,
      settings: settings, workers: Workers(count: 1))
    #expect(macs.isFinite && macs > 0)
  }

  @Test func `a damaged checkpoint is refused`() throws {
    let path = tiny.folder.path + "/checkpoint.safetensors"
    let training = try tiny.training()
    try training.run(updates: 1)
    try training.saveCheckpoint(to: path, of: "run")
    let bytes = try Array(Data(contentsOf: URL(filePath: path)))
    try tiny.folder.write(Array(bytes.dropLast(9)), to: "short.safetensors")
    let restored = try tiny.training()
    let error = try #require(throws: TrainingError.self) {
      try restored.restoreCheckpoint(.file(at: tiny.folder.path + "/short.safetensors"), of: "run")
    }
    #expect(error.description.contains("short.safetensors"))
    #expect(
      error.description.hasSuffix(
        "; delete the checkpoint to train this candidate from the start again"))
  }

  @Test func `a checkpoint of another run is refused`() throws {
    let path = tiny.folder.path + "/checkpoint.safetensors"
    let training = try tiny.training()
    try training.run(updates: 1)
    try training.saveCheckpoint(to: path, of: "run")
    let restored = try tiny.training()
    #expect(throws: TrainingError.otherRun(path: path)) {
      try restored.restoreCheckpoint(.file(at: path), of: "other")
    }
  }

  @Test func `a checkpoint of another network is refused`() throws {
    let path = tiny.folder.path + "/checkpoint.safetensors"
    let training = try tiny.training()
    try training.run(updates: 1)
    try training.saveCheckpoint(to: path, of: "run")
    let other = Genotype("2,2,2|2,1,2|2,1,2|2,1,1|8,8")
    let restored = try tiny.training(genotype: other)
    let error = try #require(throws: TrainingError.self) {
      try restored.restoreCheckpoint(.file(at: path), of: "run")
    }
    #expect(
      error
        == .otherArchitecture(path: path, found: TinyTraining.genotype, expected: other))
  }

  /// One that is refused at once would lead libFuzzer nowhere.
  @Test func `the seed of make fuzz has the keys of a checkpoint`() throws {
    let path = tiny.folder.path + "/checkpoint.safetensors"
    let training = try tiny.training()
    try training.run(updates: 3)
    try training.saveCheckpoint(to: path, of: "run")
    let state = try #require(SafeTensors(contentsOf: path).metadata["training"])
    let seed = try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../Fuzzing/Seeds/checkpoint/state").standardized, encoding: .utf8)
    func keys(in json: String) -> Set<Substring> {
      Set(json.matches(of: #/"(\w+)":/#).map(\.1))
    }
    #expect(keys(in: seed) == keys(in: state))
  }

  @Test func `a checkpoint with a weight that is not a number is refused`() throws {
    let path = tiny.folder.path + "/checkpoint.safetensors"
    let training = try tiny.training()
    try training.run(updates: 1)
    training.parameters.storage[0] = .nan
    #expect(!training.isFinite)
    try training.saveCheckpoint(to: path, of: "run")
    let restored = try tiny.training()
    let error = try #require(throws: TrainingError.self) {
      try restored.restoreCheckpoint(.file(at: path), of: "run")
    }
    #expect(error.description.contains("is not finite"))
  }

  /// Each would have ended the process: an index beyond the end, a sum that overflows, or a loop to
  /// a position that is never reached.
  @Test(arguments: [
    (#"\"step\":4"#, #"\"step\":9"#), (#"\"phase\":0"#, #"\"phase\":7"#),
    (#"\"epoch\":0"#, #"\"epoch\":5"#), (#"\"offset\":64"#, #"\"offset\":-9"#),
    (#"\"sampleCount\":64"#, #"\"sampleCount\":-4"#),
    (#"\"skippedCount\":0"#, #"\"skippedCount\":9"#),
    (#"\"averageUpdateCount\":4"#, #"\"averageUpdateCount\":9"#),
    (#"\"updateCounts\":[4,"#, #"\"updateCounts\":[9,"#), (#"\"count\":1"#, #"\"count\":0"#),
  ])
  func `a state that the training never has is refused`(from: String, to: String) throws {
    let path = tiny.folder.path + "/checkpoint.safetensors"
    let training = try tiny.training()
    try training.run(updates: 4)
    try training.saveCheckpoint(to: path, of: "run")
    var bytes = try tiny.folder.bytes("checkpoint.safetensors")
    let places = bytes.ranges(of: Array(from.utf8))
    try #require(!places.isEmpty)
    for place in places { bytes.replaceSubrange(place, with: Array(to.utf8)) }
    try tiny.folder.write(bytes, to: "checkpoint.safetensors")
    let restored = try tiny.training()
    let error = #expect(throws: TrainingError.self) {
      try restored.restoreCheckpoint(.file(at: path), of: "run")
    }
    #expect(
      error
        == .corruptCheckpoint(path: path, reason: "holds a state that this training never has"))
  }
}
