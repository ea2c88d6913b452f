import AsViTNumerics
import Testing

@testable import AsViTAugmentation

@Suite struct BatchMixingTests {
  /// Images filled with their number.
  private func batch(_ count: Int, side: Int) -> [Float] {
    (0..<count).flatMap { [Float](repeating: Float($0), count: 3 * side * side) }
  }

  private func mixed(_ mixing: BatchMixing, count: Int, side: Int) -> [Float] {
    var images = batch(count, side: side)
    images.withUnsafeMutableBufferPointer {
      mixing.mix($0.baseAddress!, count: count, side: side)
    }
    return images
  }

  @Test func `CutMix takes a rectangle from the partner`() {
    let box = CutMixBox(lambda: 0.75, height: 4, width: 4, centreRow: 1, centreColumn: 3)
    #expect(box.rows == 0..<2 && box.columns == 2..<4 && box.lambda == 0.75)
    let images = mixed(.cutmix(box), count: 3, side: 4)
    for (place, value) in images.enumerated() {
      let (image, row, column) = (place / 48, place / 4 % 4, place % 4)
      let isTaken = row < 2 && column >= 2
      #expect(value == Float(isTaken ? 2 - image : image))
    }
  }

  @Test func `mixup leaves the middle of an odd batch`() {
    let images = mixed(.mixup(lambda: 0.75), count: 3, side: 1)
    #expect(images == [0.5, 0.5, 0.5, 1, 1, 1, 1.5, 1.5, 1.5])
    #expect(mixed(.mixup(lambda: 0.3), count: 1, side: 2) == batch(1, side: 2))
  }

  @Test func `targets are distributions that follow the mix`() {
    let mixing = BatchMixing.mixup(lambda: 0.75)
    let targets = mixing.targets(labels: [0, 2, 3], classCount: 4, smoothing: 0)
    #expect(targets == [0.75, 0, 0, 0.25, 0, 0, 1, 0, 0.25, 0, 0, 0.75])
    let smooth = mixing.targets(labels: [0, 2, 3], classCount: 4, smoothing: 0.2)
    for row in 0..<3 {
      let sum = smooth[4 * row..<4 * row + 4].reduce(0, +)
      #expect(abs(sum - 1) < 1e-6)
    }
    #expect(abs(smooth[0] - 0.65) < 1e-6 && abs(smooth[1] - 0.05) < 1e-6)
    #expect(BatchMixing.none.targets(labels: [1], classCount: 2, smoothing: 0) == [0, 1])
  }

  @Test func `the recipe decides what is drawn`() {
    func draws(_ mixup: Double, _ cutmix: Double) -> [BatchMixing] {
      let recipe = AugmentationRecipe(mixupAlpha: mixup, cutmixAlpha: cutmix)
      return (0..<2000).map { recipe.mixing(side: 32, seed: Seed($0)) }
    }
    func isMixup(_ mixing: BatchMixing) -> Bool {
      if case .mixup = mixing { true } else { false }
    }
    #expect(draws(0, 0).allSatisfy { $0 == .none })
    #expect(draws(0.8, 0).allSatisfy(isMixup))
    #expect(draws(0, 1).allSatisfy { !isMixup($0) && $0 != .none })
    // Five standard deviations: 5 √(2000 / 4) = 112.
    #expect(abs(draws(0.8, 1).count(where: isMixup) - 1000) < 112)
    #expect(draws(0.8, 1) == draws(0.8, 1))
  }

  @Test func `images and targets are mixed alike`() {
    let recipe = AugmentationRecipe(mixupAlpha: 0.8, cutmixAlpha: 1)
    for seed in 0..<20 {
      var images = batch(2, side: 32)
      let targets = images.withUnsafeMutableBufferPointer {
        recipe.mix(
          $0.baseAddress!, labels: [0, 1], classCount: 2, side: 32, seed: Seed(UInt64(seed)))
      }
      // The mean of image 0 is the share of image 1 in it.
      let share = images[..<3072].reduce(0) { $0 + Double($1) } / 3072
      #expect(abs(share - Double(targets[1])) < 1e-5)
    }
  }

  /// Mean ½ and variance 1 / (4 (2α + 1)).
  @Test(arguments: [0.01, 0.2, 0.8, 1, 3]) func `shares follow the beta distribution`(alpha: Double)
  {
    var rng = SplitMix64(seed: Seed(6))
    let values = (0..<20_000).map { _ in rng.beta(alpha: alpha) }
    #expect(values.allSatisfy { (0...1).contains($0) })
    let mean = values.reduce(0, +) / 20_000
    let variance = values.reduce(0) { $0 + ($1 - 0.5) * ($1 - 0.5) } / 20_000
    #expect(abs(mean - 0.5) < 5 * (0.25 / 20_000).squareRoot())
    #expect(abs(variance * 4 * (2 * alpha + 1) - 1) < 0.05)
  }
}
