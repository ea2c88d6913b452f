/// What each output pixel of one axis takes from which input pixels.
struct ResamplingTaps {
  /// The taken input pixels of each output pixel.
  let ranges: [Range<Int>]
  /// Their weights, which sum to 1; output pixel `o` has the first `ranges[o].count` of
  /// `weights[o * stride...]`.
  let weights: [Double]
  let stride: Int

  /// An axis of `inputCount` pixels resized to `outputCount`.
  ///
  /// When the axis shrinks, the kernel is widened by the same factor: that is the antialiasing.
  /// `precompute_coeffs` of Pillow's Resample.c.
  init(from inputCount: Int, to outputCount: Int, filter: ResamplingFilter) {
    precondition(inputCount > 0 && outputCount > 0, "\(inputCount) to \(outputCount) pixels")
    let scale = Double(inputCount) / Double(outputCount)
    let widening = max(scale, 1)
    let support = filter.support * widening

    var ranges: [Range<Int>] = []
    stride = Int(support.rounded(.up)) * 2 + 1
    var weights = [Double](repeating: 0, count: outputCount * stride)
    for output in 0..<outputCount {
      let centre = (Double(output) + 0.5) * scale
      let first = max(Int(centre - support + 0.5), 0)
      let end = min(Int(centre + support + 0.5), inputCount)
      ranges.append(first..<end)

      let base = output * stride
      var sum = 0.0
      for input in first..<end {
        let weight = filter.weight(at: (Double(input) - centre + 0.5) / widening)
        weights[base + input - first] = weight
        sum += weight
      }
      for tap in base..<base + end - first { weights[tap] /= sum }
    }
    self.ranges = ranges
    self.weights = weights
  }

  /// The weights with 22 fractional bits, rounded half away from zero.
  func fixedPointWeights() -> [Int32] {
    weights.map { Int32(($0 * Double(1 << fractionBits)).rounded(.toNearestOrAwayFromZero)) }
  }
}

/// Pillow's `PRECISION_BITS`: 32, less 8 for the byte and 2 for overshoot and sign.
let fractionBits = 32 - 8 - 2
