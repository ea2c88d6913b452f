import AsViTOptimizers
import Testing

@Suite struct GradientAccumulatorTests {
  /// Samples of a linear model: the gradient of a batch is the mean over its samples.
  @Test(arguments: [[8], [4, 4], [3, 3, 2], [1, 7]])
  func `micro batches are one batch`(sizes: [Int]) {
    let samples: [[Double]] = (0..<8).map { noise(5, seed: 30 + $0) }
    func mean(_ samples: ArraySlice<[Double]>) -> [Double] {
      (0..<5).map { index in
        samples.reduce(0) { $0 + $1[index] } / Double(samples.count)
      }
    }
    var accumulator = GradientAccumulator<Double>(counts: [5])
    var rest = samples[...]
    for size in sizes {
      accumulator.add([mean(rest.prefix(size))], sampleCount: size)
      rest = rest.dropFirst(size)
    }
    for (value, expected) in zip(accumulator.takeMean()[0], mean(samples[...])) {
      #expect(abs(value - expected) < 1e-15)
    }
  }

  @Test func `means start afresh`() {
    var accumulator = GradientAccumulator<Float>(counts: [1, 2])
    accumulator.add([[.nan], [1, .infinity]], sampleCount: 3)
    _ = accumulator.takeMean()
    #expect(accumulator.sampleCount == 0)
    accumulator.add([[2], [4, 6]], sampleCount: 1)
    accumulator.add([[5], [7, 9]], sampleCount: 2)
    #expect(accumulator.takeMean() == [[4], [6, 8]])
  }

  @Test func `means are written in place`() {
    var accumulator = GradientAccumulator<Double>(counts: [2])
    var gradient = [1.0, 2]
    accumulator.add([gradient], sampleCount: 1)
    accumulator.add([[3, 6]], sampleCount: 1)
    gradient.withUnsafeMutableBufferPointer { accumulator.takeMean(into: [$0]) }
    #expect(gradient == [2, 4])
  }
}
