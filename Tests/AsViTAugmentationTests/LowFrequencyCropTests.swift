import AsViTNumerics
import Glibc
import Testing

@testable import AsViTAugmentation

/// What low-frequency cropping keeps and what it takes away, from its definition.
@Suite struct LowFrequencyCropTests {
  /// Sides and bands of each parity, square and not: height, width, band height, band width.
  static let shapes = [
    (32, 32, 16, 16), (28, 28, 12, 12), (32, 32, 15, 15), (33, 33, 16, 16), (21, 21, 7, 7),
    (24, 40, 12, 20), (40, 24, 15, 24), (24, 18, 24, 9), (16, 30, 1, 2), (20, 20, 20, 10),
  ]

  private func crop(_ shape: (Int, Int, Int, Int)) -> LowFrequencyCrop<Double> {
    LowFrequencyCrop(
      height: shape.0, width: shape.1, bandHeight: shape.2, bandWidth: shape.3)
  }

  private func noise(_ count: Int, seed: UInt64 = 1) -> [Double] {
    var rng = SplitMix64(seed: Seed(seed))
    return (0..<count).map { _ in rng.normal() }
  }

  /// A cosine of whole frequencies sampled on a grid.
  private func wave(
    _ vertical: Int, _ horizontal: Int, phase: Double, height: Int, width: Int
  ) -> [Double] {
    (0..<height * width).map { position in
      let (row, column) = position.quotientAndRemainder(dividingBy: width)
      let turns =
        Double(vertical * row) / Double(height) + Double(horizontal * column) / Double(width)
      return cos(2 * .pi * turns + phase)
    }
  }

  @Test(arguments: shapes) func `it is linear`(shape: (Int, Int, Int, Int)) {
    let crop = crop(shape)
    let (x, y) = (noise(shape.0 * shape.1), noise(shape.0 * shape.1, seed: 2))
    let sum = zip(x, y).map { 2 * $0 - 3 * $1 }
    let expected = zip(crop.cropped(x), crop.cropped(y)).map { 2 * $0 - 3 * $1 }
    #expect(largestDifference(crop.cropped(sum), expected) < 1e-12)
  }

  @Test(arguments: [(32, 32), (33, 33), (24, 40), (7, 5)])
  func `the whole band changes nothing`(height: Int, width: Int) {
    let planes = noise(2 * height * width)
    #expect(largestDifference(crop((height, width, height, width)).cropped(planes), planes) < 1e-12)
  }

  @Test(arguments: shapes) func `each plane keeps its mean`(shape: (Int, Int, Int, Int)) {
    let planes = noise(3 * shape.0 * shape.1)
    let cropped = crop(shape).cropped(planes)
    for plane in 0..<3 {
      let (old, new) = (shape.0 * shape.1, shape.2 * shape.3)
      let before = planes[plane * old..<(plane + 1) * old].reduce(0, +) / Double(old)
      let after = cropped[plane * new..<(plane + 1) * new].reduce(0, +) / Double(new)
      #expect(abs(before - after) < 1e-13)
    }
  }

  @Test(arguments: shapes) func `a constant stays`(shape: (Int, Int, Int, Int)) {
    let cropped = crop(shape).cropped([Double](repeating: 2.5, count: shape.0 * shape.1))
    #expect(largestDifference(cropped, Array(repeating: 2.5, count: shape.2 * shape.3)) < 1e-12)
  }

  @Test(arguments: shapes) func `low frequencies come out as their samples`(
    shape: (Int, Int, Int, Int)
  ) {
    let (height, width, bandHeight, bandWidth) = shape
    for vertical in 0...(bandHeight - 1) / 2 {
      for horizontal in 0...(bandWidth - 1) / 2 {
        let cropped = crop(shape).cropped(
          wave(vertical, horizontal, phase: 0.7, height: height, width: width))
        let expected = wave(
          vertical, horizontal, phase: 0.7, height: bandHeight, width: bandWidth)
        #expect(largestDifference(cropped, expected) < 1e-12, "\(vertical), \(horizontal)")
      }
    }
  }

  @Test(arguments: shapes) func `high frequencies vanish`(shape: (Int, Int, Int, Int)) {
    let (height, width, bandHeight, bandWidth) = shape
    let zeros = [Double](repeating: 0, count: bandHeight * bandWidth)
    for frequency in bandHeight / 2 + 1..<max(bandHeight / 2 + 1, height / 2 + 1) {
      let cropped = crop(shape).cropped(
        wave(frequency, 1, phase: 0.3, height: height, width: width))
      #expect(largestDifference(cropped, zeros) < 1e-12, "vertical \(frequency)")
    }
    for frequency in bandWidth / 2 + 1..<max(bandWidth / 2 + 1, width / 2 + 1) {
      let cropped = crop(shape).cropped(
        wave(1, frequency, phase: 0.3, height: height, width: width))
      #expect(largestDifference(cropped, zeros) < 1e-12, "horizontal \(frequency)")
    }
  }

  @Test(arguments: [(32, 24, 16), (32, 24, 12), (33, 20, 11), (28, 21, 9), (30, 15, 8)])
  func `cropping twice is cropping once`(side: Int, first: Int, second: Int) {
    let planes = noise(3 * side * side)
    let once = LowFrequencyCrop<Double>(side: side, band: second).cropped(planes)
    let twice = LowFrequencyCrop<Double>(side: first, band: second)
      .cropped(LowFrequencyCrop<Double>(side: side, band: first).cropped(planes))
    #expect(largestDifference(twice, once) < 1e-12)
  }

  @Test func `planes do not touch each other`() {
    let crop = LowFrequencyCrop<Float>(side: 32, band: 18)
    let planes = noise(5 * 1024).map { Float($0) }
    let together = crop.cropped(planes)
    for plane in 0..<5 {
      let alone = crop.cropped(Array(planes[plane * 1024..<(plane + 1) * 1024]))
      #expect(Array(together[plane * 324..<(plane + 1) * 324]) == alone)
    }
  }
}
