import AsViTData
import AsViTNumerics
import Testing

@testable import AsViTAugmentation

@Suite struct RandAugmentTests {
  private let sampling = AffineSampling(filter: .bicubic, fill: SIMD3(124, 116, 104))
  private let picture = noisePicture(width: 16, height: 16)

  private func results(_ randAugment: RandAugment, count: Int, seed: UInt64 = 1) -> [Image8] {
    var rng = SplitMix64(seed: Seed(seed))
    return (0..<count).map { _ in
      randAugment.applied(to: picture, sampling: sampling, using: &rng)
    }
  }

  @Test func `two operations are each applied half of the time`() {
    let outcomes = results(RandAugment(operations: [.invert]), count: 4000)
    // Twice inverted is as it was: ¼ + ¼ against ½. Five standard deviations: 5 √(4000 / 4) = 158.
    let inverted = outcomes.count { $0 == picture.inverted() }
    #expect(abs(inverted - 2000) < 158)
    #expect(outcomes.count { $0 == picture } == 4000 - inverted)
  }

  @Test func `all of the named operations are drawn and no others`() {
    let outcomes = results(
      RandAugment(magnitude: 5, deviation: 0, operations: [.posterize, .invert]), count: 400)
    let (inverted, posterized) = (picture.inverted(), picture.posterized(bitCount: 2))
    let expected: Set = [
      picture, inverted, posterized, inverted.posterized(bitCount: 2), posterized.inverted(),
    ]
    #expect(Set(outcomes) == expected)
  }

  @Test func `levels spread around the magnitude and are clipped`() {
    // SolarizeAdd adds int(11 l) to a grey of 127, once: then it is no longer below 128.
    let grey = Image8(width: 1, height: 1, pixels: [127, 127, 127])
    func levels(_ magnitude: Double, _ deviation: Double) -> [Double] {
      var rng = SplitMix64(seed: Seed(2))
      let randAugment = RandAugment(
        magnitude: magnitude, deviation: deviation, operations: [.solarizeAdd])
      return (0..<4000).compactMap { _ in
        let value = randAugment.applied(to: grey, sampling: sampling, using: &rng).pixels[0]
        return value > 127 ? Double(value - 127) / 11 : nil
      }
    }
    #expect(Set(levels(2, 0)) == [2])

    let around = levels(4, 0.5)
    let mean = around.reduce(0, +) / Double(around.count)
    let variance = around.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(around.count)
    // Cutting takes half of 1/11 on average. Three of four pictures change: 3000 levels.
    #expect(abs(around.count - 3000) < 137)
    #expect(abs(mean + 0.5 / 11 - 4) < 5 * 0.5 / 3000.0.squareRoot())
    #expect(abs(variance.squareRoot() - 0.5) < 0.04)

    #expect(levels(10, 0.5).max()! == 10)
    #expect(levels(0, 0.5).max()! < 2.5)
  }

  @Test func `both directions are taken`() {
    let outcomes = Set(
      results(RandAugment(magnitude: 5, deviation: 0, operations: [.translateX]), count: 60))
    for sign in [-1.0, 1] {
      let once = RandAugmentOperation.translateX.applied(
        to: picture, level: 5, sign: sign, sampling: sampling)
      #expect(outcomes.contains(once))
    }
  }

  @Test func `a grey picture stays grey, and colour leaves it`() {
    let grey = Image8(width: 4, height: 4, grey: (0..<16).map { 16 * UInt8($0) }[...])
    #expect(grey.coloured(by: 1.9) == grey)
    for operation in RandAugmentOperation.allCases {
      let result = operation.applied(
        to: grey, level: 9, sign: 1,
        sampling: AffineSampling(filter: .bicubic, fill: SIMD3(repeating: 70)))
      for start in stride(from: 0, to: 48, by: 3) {
        #expect(Set(result.pixels[start..<start + 3]).count == 1, "\(operation)")
      }
    }
  }

  @Test(arguments: RandAugmentOperation.allCases)
  func `any size is possible`(operation: RandAugmentOperation) {
    for (width, height) in [(1, 1), (2, 7), (9, 2)] {
      let picture = noisePicture(width: width, height: height)
      for level in [0.0, 10] {
        let result = operation.applied(to: picture, level: level, sign: -1, sampling: sampling)
        #expect(result.width == width && result.height == height)
      }
    }
  }
}
