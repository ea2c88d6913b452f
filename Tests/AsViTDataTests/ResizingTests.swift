import Testing

@testable import AsViTData

@Suite struct ResizingTests {
  @Test(arguments: ResamplingFilter.allCases)
  func `one colour stays that colour`(filter: ResamplingFilter) {
    let image = Image8(
      width: 13, height: 7, pixels: (0..<13 * 7).flatMap { _ in [3, 128, 255] as [UInt8] })
    for (width, height) in [(1, 1), (5, 3), (13, 20), (40, 7), (31, 2)] {
      let resized = image.resized(width: width, height: height, filter: filter)
      #expect(resized.pixels == (0..<width * height).flatMap { _ in [3, 128, 255] as [UInt8] })
    }
  }

  @Test(arguments: ResamplingFilter.allCases)
  func `weights sum to one at every size`(filter: ResamplingFilter) {
    for (from, to) in [(1, 1), (1, 50), (50, 1), (7, 5), (224, 64), (28, 32)] {
      let taps = ResamplingTaps(from: from, to: to, filter: filter)
      for output in 0..<to {
        let weights = taps.weights[output * taps.stride..<(output + 1) * taps.stride]
        #expect(abs(weights.reduce(0, +) - 1) < 1e-14)
        #expect(taps.ranges[output].lowerBound >= 0 && taps.ranges[output].upperBound <= from)
      }
    }
  }

  @Test func `a checkerboard shrinks to grey`() {
    let side = 64
    let pixels = (0..<side * side).flatMap { position in
      [UInt8](repeating: (position / side + position % side).isMultiple(of: 2) ? 0 : 255, count: 3)
    }
    let small = Image8(width: side, height: side, pixels: pixels)
      .resized(width: 8, height: 8, filter: .bicubic)
    // Without antialiasing it would stay black and white; edges see half a kernel.
    #expect(small.pixels.allSatisfy { (115...140).contains($0) })
  }
}
