import AsViTCurriculum
import AsViTNumerics
import AsViTTestSupport
import Testing

@Suite struct ReplayBufferTests {
  private func run(seed: UInt64, replayFactor: Int, steps: Int) -> [[Int]] {
    var buffer = ReplayBuffer<Int>(replayFactor: replayFactor, batchCapacity: 3, chunksPerBatch: 4)
    var rng = SplitMix64(seed: Seed(seed))
    return (0..<steps).map { step in
      buffer.batch(loading: Array(8 * step..<8 * step + 8), using: &rng)
    }
  }

  @Test func `same seed, same batches`() {
    #expect(run(seed: 1, replayFactor: 3, steps: 9) == run(seed: 1, replayFactor: 3, steps: 9))
    #expect(run(seed: 1, replayFactor: 3, steps: 9) != run(seed: 2, replayFactor: 3, steps: 9))
  }

  @Test func `a factor of one replays nothing`() {
    #expect(
      run(seed: 1, replayFactor: 1, steps: 3) == [Array(0..<8), Array(8..<16), Array(16..<24)])
  }

  @Test func `batches that divide keep their size, and hold nothing older than the buffer`() {
    for (step, batch) in run(seed: 5, replayFactor: 4, steps: 20).enumerated() {
      #expect(batch.count == 32)
      #expect(batch.allSatisfy { $0 >= 8 * (step - 2) && $0 < 8 * (step + 1) })
    }
  }

  @Test func `elements are used as often as asked, in the mean`() {
    let batches = run(seed: 3, replayFactor: 4, steps: 400)
    var uses = [Int](repeating: 0, count: 8 * 400)
    for element in batches.joined() { uses[element] += 1 }
    // The last two batches still have uses before them.
    let finished = uses[..<(8 * 398)]
    #expect(abs(Double(finished.reduce(0, +)) / Double(finished.count) - 4) < 0.05)
    #expect(finished.allSatisfy { $0 >= 1 })
  }

  @Test func `an all-zero generator comes to an end`() {
    var buffer = ReplayBuffer<Int>(replayFactor: 2, batchCapacity: 2, chunksPerBatch: 3)
    var rng = ConstantGenerator.zeros
    #expect(buffer.batch(loading: [1, 2, 3], using: &rng) == [1, 2, 3, 1, 1, 1])
  }

  @Test func `the buffer stays below half the data`() {
    #expect(
      ReplayBuffer<Int>.batchCapacity(
        replayFactor: 4, loadedBatchSize: 128, sampleCount: 1_281_167) == 1920)
    #expect(
      ReplayBuffer<Int>.batchCapacity(
        replayFactor: 2, loadedBatchSize: 256, sampleCount: 1_281_167) == 256)
    let small = ReplayBuffer<Int>.batchCapacity(
      replayFactor: 4, loadedBatchSize: 16, sampleCount: 4000)
    #expect(small == 124 && 2 * small * 16 < 4000)
  }

  @Test(arguments: [(64, 32), (16, 16), (48, 24), (37, 1), (1, 1)])
  func `chunks have one size`(batch: Int, count: Int) {
    #expect(ReplayBuffer<Int>.chunksPerBatch(loadedBatchSize: batch) == count)
  }
}

/// The authors' buffer, its draws given.
@Suite struct ReplayBufferGoldenTests {
  private struct File: Decodable { let cases: [Case] }

  struct Case: Decodable {
    let replayTimes, bufferBatches, chunksPerBatch, loaderBatch: Int
    let steps: [Step]

    struct Step: Decodable {
      let loaded, chunkIndices, trainedOn: [Int]
      let bufferAfter: [[Int]]

      enum CodingKeys: String, CodingKey {
        case loaded
        case chunkIndices = "chunk_indices"
        case trainedOn = "trained_on"
        case bufferAfter = "buffer_after"
      }
    }

    enum CodingKeys: String, CodingKey {
      case steps
      case replayTimes = "replay_times"
      case bufferBatches = "buffer_batches"
      case chunksPerBatch = "chunks_per_batch"
      case loaderBatch = "loader_batch"
    }
  }

  /// Makes a draw among `count` give the wanted indices one after the other.
  private struct Wanted: RandomNumberGenerator {
    var indices: ArraySlice<Int>
    let count: Int

    mutating func next() -> UInt64 {
      UInt64((Double(indices.removeFirst()) + 0.5) / Double(count) * 0x1p64)
    }
  }

  private static func cases() throws -> [Case] {
    try Golden.cases(of: "curriculum", having: "replay_times")
      .flatMap { try $0.decoded(as: File.self).cases }
  }

  @Test(arguments: try cases()) func `the same batches`(example: Case) {
    var buffer = ReplayBuffer<Int>(
      replayFactor: example.replayTimes, batchCapacity: example.bufferBatches,
      chunksPerBatch: example.chunksPerBatch)
    #expect(!example.steps.isEmpty)
    for step in example.steps {
      #expect(step.loaded.count == example.loaderBatch)
      var rng = Wanted(indices: step.chunkIndices[...], count: step.bufferAfter.count)
      #expect(buffer.batch(loading: step.loaded, using: &rng) == step.trainedOn)
      #expect(rng.indices.isEmpty)
      #expect(buffer.chunks == step.bufferAfter)
    }
  }
}
