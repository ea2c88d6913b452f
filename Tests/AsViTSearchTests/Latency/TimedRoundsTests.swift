import AsViTArchitecture
import AsViTProxies
import AsViTSearch
import Testing

@Suite struct TimedRoundsTests {
  /// Seconds of a network that takes `seconds` on a machine whose speed changes by `drift`.
  private func times(_ seconds: Double, _ drift: (Int) -> Double = { _ in 1 }) -> [Double] {
    (0..<TimedRounds.count).map { seconds * drift($0) }
  }

  private func latency(_ own: [Double], against reference: [Double]) throws -> Measurement {
    let rounds = TimedRounds(seconds: [reference, own])
    return rounds.latencies(referenceMilliseconds: 2)[0]
  }

  @Test func `a machine that becomes slower changes nothing`() throws {
    func drift(_ round: Int) -> Double { 1 + Double(round) / 8 }
    let steady = try latency(times(0.003), against: times(0.002))
    let drifting = try latency(times(0.003, drift), against: times(0.002, drift))
    #expect(steady.repeats.count == 5)
    for (steady, drifting) in zip(steady.repeats, drifting.repeats) {
      let (steady, drifting) = (try #require(steady.value), try #require(drifting.value))
      #expect(abs(steady - 3) < 1e-12 && abs(drifting - 3) < 1e-12)
    }
  }

  @Test func `what disturbs fewer than half of the rounds changes nothing`() throws {
    let disturbed = times(0.003) { $0.isMultiple(of: 3) ? 20 : 1 }
    #expect(abs(try #require(latency(disturbed, against: times(0.002)).mean.value) - 3) < 1e-12)
    #expect(
      TimedRounds(seconds: [times(0.002) { $0.isMultiple(of: 4) ? 9 : 1 }]).referenceMilliseconds
        == 2)
  }

  @Test(arguments: [(1, 1), (3, 2), (2, 4)])
  func `own forward passes take more time for more blocks`(batch: Int, threads: Int) throws {
    let space = try SearchSpace.shipped("asvit-32")
    let small = space.fewestMACs
    let timer = ForwardTimer(LatencySettings(batchSize: batch, threadCount: threads))
    let large = try space.architecture(for: Genotype("4,2,6|4,1,6|4,1,6|4,1,6|32"))
    let latencies = timer.rounds(of: [small, small, large]).latencies(referenceMilliseconds: 1)
    let values = try latencies.map { try #require($0.mean.value) }
    #expect(values[1] > values[0] && values[0] > 0.2 && values[0] < 5)
  }
}
