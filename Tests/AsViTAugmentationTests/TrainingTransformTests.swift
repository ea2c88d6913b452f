import AsViTData
import AsViTNumerics
import Testing

@testable import AsViTAugmentation

@Suite struct TrainingTransformTests {
  private let picture = noisePicture(width: 48, height: 40)

  private func transform(
    _ recipe: AugmentationRecipe, side: Int = 32, band: Int = 32, fitting: Fitting = .padding,
    normalisation: Normalisation = .unit
  ) -> TrainingTransform {
    TrainingTransform(
      recipe: recipe, normalisation: normalisation, fitting: fitting, side: side, band: band)
  }

  @Test func `without augmentation a picture is fitted and normalised`() {
    let small = noisePicture(width: 28, height: 28)
    let expected = Image(small.padded(toSide: 32), normalisation: .imageNet)
    let transform = transform(AugmentationRecipe(), normalisation: .imageNet)
    #expect(transform.augmented(small, seed: Seed(0)) == expected.values)
    #expect(transform.augmented(small, seed: Seed(1)) == expected.values)
  }

  @Test(arguments: [32, 20]) func `any number of threads makes the same batch`(band: Int) {
    var recipe = AugmentationRecipe.photographs
    recipe.erasingProbability = 0.5
    let transform = transform(recipe, band: band, fitting: .cropping)
    let size = 3 * band * band
    func batch(threads: Int) -> [Float] {
      let values = ScalarBuffer<Float>(count: 24 * size)
      Workers(count: threads).forEach(24) { index, _ in
        transform.augment(
          noisePicture(width: 40 + index, height: 36, seed: UInt64(index)),
          seed: TrainingTransform.seed(root: Seed(7), epoch: 2, index: index),
          into: values.base + index * size)
      }
      return Array(UnsafeBufferPointer(start: values.base, count: values.count))
    }
    let one = batch(threads: 1)
    #expect(batch(threads: 2) == one)
    #expect(batch(threads: 5) == one)
    #expect(Set(one).count > 1000)
  }

  @Test func `run, epoch and image each change the augmentation`() {
    let transform = transform(.smallImages)
    func result(_ root: UInt64, _ epoch: Int, _ index: Int) -> [Float] {
      transform.augmented(
        picture, seed: TrainingTransform.seed(root: Seed(root), epoch: epoch, index: index))
    }
    // One of 9 · 9 · 2 outcomes may repeat by chance, not all of them.
    let first = result(1, 1, 1)
    #expect(result(1, 1, 1) == first)
    #expect((2..<8).contains { result(UInt64($0), 1, 1) != first })
    #expect((2..<8).contains { result(1, $0, 1) != first })
    #expect((2..<8).contains { result(1, 1, $0) != first })
  }

  @Test func `half of the pictures are flipped`() {
    let transform = transform(AugmentationRecipe(flips: true))
    let square = picture.fitted(toSide: 32, by: .padding)
    let plain = Image(square, normalisation: .unit).values
    let flipped = Image(square.flipped(), normalisation: .unit).values
    let outcomes = (0..<UInt64(400)).map { transform.augmented(picture, seed: Seed($0)) }
    #expect(outcomes.allSatisfy { $0 == plain || $0 == flipped })
    // Five standard deviations: 5 √(400 / 4) = 50.
    #expect(abs(outcomes.count { $0 == flipped } - 200) < 50)
  }

  @Test func `pictures move by up to an eighth of the side`() {
    let white = Image8(
      width: 32, height: 32, pixels: [UInt8](repeating: 255, count: 3 * 32 * 32))
    let transform = transform(AugmentationRecipe(crop: .shifted))
    let blackRows = (0..<UInt64(200)).map { seed in
      let values = transform.augmented(white, seed: Seed(seed))
      return (0..<32).count { row in values[row * 32..<row * 32 + 32].allSatisfy { $0 == 0 } }
    }
    #expect(Set(blackRows) == [0, 1, 2, 3, 4])
  }

  @Test func `a share of the pictures is erased`() {
    let transform = transform(AugmentationRecipe(erasingProbability: 0.25))
    let plain = Image(picture.fitted(toSide: 32, by: .padding), normalisation: .unit).values
    let erased = (0..<UInt64(400)).count { transform.augmented(picture, seed: Seed($0)) != plain }
    // Five standard deviations: 5 √(400 · ¼ · ¾) = 43.
    #expect(abs(erased - 100) < 43)
  }

  @Test func `a magnitude replaces the recipe's`() {
    let randAugment = RandAugment(magnitude: 9, deviation: 0, operations: [.brightness])
    let transform = transform(AugmentationRecipe(randAugment: randAugment))
    let plain = transform.augmented(picture, magnitude: 0, seed: Seed(0))
    let changed = (0..<UInt64(40)).count { seed in
      #expect(transform.augmented(picture, magnitude: 0, seed: Seed(seed)) == plain)
      return transform.augmented(picture, seed: Seed(seed)) != plain
    }
    #expect((15...39).contains(changed))
  }

  @Test func `what RandAugment leaves empty has the mean colour`() {
    let randAugment = RandAugment(magnitude: 10, deviation: 0, operations: [.translateX])
    let transform = transform(
      AugmentationRecipe(randAugment: randAugment), normalisation: .imageNet)
    let table = [124, 116, 104].enumerated().map { channel, byte in
      (Float(byte) / 255 - Normalisation.imageNet.mean[channel])
        / Normalisation.imageNet.standardDeviation[channel]
    }
    let corners = (0..<UInt64(20)).flatMap { seed in
      let values = transform.augmented(picture, seed: Seed(seed))
      return [0, 31].map { [values[$0], values[1024 + $0], values[2048 + $0]] }
    }
    #expect(corners.contains(table))
  }

  @Test func `Fourier crops come last`() {
    var recipe = AugmentationRecipe.photographs
    recipe.erasingProbability = 1
    let whole = transform(recipe, band: 32).augmented(picture, seed: Seed(3))
    let cropped = transform(recipe, band: 20).augmented(picture, seed: Seed(3))
    #expect(cropped == LowFrequencyCrop(side: 32, band: 20).cropped(whole))
  }

  @Test func `Lanczos resizes bytes before they are normalised and erased`() {
    var recipe = AugmentationRecipe(lowFrequency: .lanczos)
    let square = picture.fitted(toSide: 32, by: .padding)
    let small = square.resized(width: 20, height: 20, filter: .lanczos)
    let expected = Image(small, normalisation: .imageNet).values
    let plain = transform(recipe, band: 20, normalisation: .imageNet)
    #expect(plain.augmented(picture, seed: Seed(3)) == expected)
    recipe.erasingProbability = 1
    let erased = transform(recipe, band: 20, normalisation: .imageNet)
      .augmented(picture, seed: Seed(3))
    let changed = zip(erased, expected).count { $0 != $1 }
    #expect((1...3 * 200).contains(changed))
  }

  @Test func `one step does not change the draws of another`() {
    let flipped = transform(AugmentationRecipe(crop: .shifted, flips: true))
    let plain = transform(AugmentationRecipe(crop: .shifted))
    for seed in 0..<UInt64(20) {
      let values = plain.augmented(picture, seed: Seed(seed))
      let mirror = (0..<3 * 32).flatMap { values[$0 * 32..<$0 * 32 + 32].reversed() }
      let result = flipped.augmented(picture, seed: Seed(seed))
      #expect(result == values || result == mirror)
    }
  }

  @Test func `testing is not random and always at the full side`() {
    let evaluation = EvaluationTransform(normalisation: .imageNet, fitting: .padding, side: 32)
    var values = [Float](repeating: 0, count: 3 * 1024)
    let small = noisePicture(width: 28, height: 30)
    values.withUnsafeMutableBufferPointer { evaluation.prepare(small, into: $0.baseAddress!) }
    #expect(values == Image(small.padded(toSide: 32), normalisation: .imageNet).values)
  }
}
