import AsViTOptimizers
import Testing

@Suite struct WeightAverageTests {
  private let start: [[Float]] = [noise(6, seed: 1), noise(2, seed: 2)]
  private func weights(_ update: Int) -> [[Float]] {
    [noise(6, seed: 40 + UInt64(update)), noise(2, seed: 60 + UInt64(update))]
  }

  @Test(arguments: [WeightAverage<Float>.Start.copyingFirstUpdate, .initialWeights, .warmup()])
  func `without decay it is the weights`(form: WeightAverage<Float>.Start) {
    var average = WeightAverage(of: start, decay: 0, start: form)
    #expect(average.tensors == start)
    for update in 0..<3 {
      average.update(with: weights(update))
      #expect(average.tensors == weights(update))
    }
  }

  @Test func `forms begin as their libraries`() {
    let start: [[Float]] = [[1]]
    var copying = WeightAverage(of: start, decay: 0.75, start: .copyingFirstUpdate)
    var initial = WeightAverage(of: start, decay: 0.75, start: .initialWeights)
    var warm = WeightAverage(
      of: start, decay: 0.75, start: .warmup(gamma: 1, power: 1, copiedUpdates: 1))
    for value: Float in [3, 5, 9] {
      copying.update(with: [[value]])
      initial.update(with: [[value]])
      warm.update(with: [[value]])
    }
    #expect(copying.tensors == [[4.875]])
    #expect(initial.tensors == [[4.03125]])
    // Copies twice; then d = 1 − 1/2.
    #expect(warm.tensors == [[7]])
  }

  @Test func `resume equals run through`() throws {
    var average = WeightAverage(of: start, decay: 0.9, start: .warmup())
    for update in 0..<4 { average.update(with: weights(update)) }
    var resumed = WeightAverage(of: start, decay: 0.9, start: .warmup())
    try resumed.restore(values: average.values, updateCount: average.updateCount)
    for update in 4..<8 {
      average.update(with: weights(update))
      resumed.update(with: weights(update))
    }
    #expect(resumed.tensors == average.tensors)
    #expect(resumed.updateCount == 8)
  }

  @Test func `restore refuses other models`() {
    var average = WeightAverage(of: start, decay: 0.9, start: .initialWeights)
    #expect(throws: OptimizerError.averagedValues(saved: 2, expected: 8)) {
      try average.restore(values: [1, 2], updateCount: 3)
    }
    #expect(throws: OptimizerError.notFinite(index: 1)) {
      try average.restore(values: [1, .nan, 1, 1, 1, 1, 1, 1], updateCount: 3)
    }
    #expect(average.tensors == start)
  }

  @Test func `weights are written in place`() {
    let average = WeightAverage(of: start, decay: 0.9, start: .initialWeights)
    var (first, second) = (start[0].map { _ in Float(0) }, start[1].map { _ in Float(0) })
    first.withUnsafeMutableBufferPointer { first in
      second.withUnsafeMutableBufferPointer { average.write(to: [first, $0]) }
    }
    #expect([first, second] == start)
  }
}
