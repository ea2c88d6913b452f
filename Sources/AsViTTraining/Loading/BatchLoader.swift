internal import AsViTAugmentation
internal import AsViTData
internal import AsViTNumerics

/// Makes batches of images: reading, augmentation, targets.
///
/// An image's augmentation draws from the seed of its epoch and number, a batch's mixing from that
/// of its number, so that batches do not depend on which thread loads them or when.
struct BatchLoader: Sendable {
  let data: TrainingData
  let recipe: AugmentationRecipe
  let seed: Seed

  /// The images of one update.
  struct Request: Sendable {
    /// Places in the training set.
    let samples: [Int]
    let epoch: Int
    /// Pixels per side of the network's images at full size.
    let fullSide: Int
    /// Pixels per side now.
    let side: Int
    /// Of RandAugment.
    let magnitude: Double
  }

  struct Images: Sendable {
    let side: Int
    /// Normalised, `[images, 3, side, side]`.
    var values: [Float]
    var labels: [Int]
  }

  func load(_ request: Request) -> Result<Images, DataError> {
    Result { () throws(DataError) in
      let epochSeed = seed.derived("epoch").derived(request.epoch)
      var values: [Float] = []
      values.reserveCapacity(request.samples.count * 3 * request.side * request.side)
      for sample in request.samples {
        values += recipe.augmented(
          try data.training.image(at: sample), side: request.fullSide, band: request.side,
          magnitude: request.magnitude, normalisation: data.normalisation,
          seed: epochSeed.derived(sample))
      }
      return Images(
        side: request.side, values: values,
        labels: request.samples.map(data.training.label))
    }
  }

  /// - Parameter number: of the update.
  func batch(of images: Images, number: Int) -> Batch<Float> {
    var values = images.values
    var targets = recipe.targets(labels: images.labels, classCount: data.classCount)
    recipe.mix(
      &values, targets: &targets, imageCount: images.labels.count, side: images.side,
      seed: seed.derived("mixing").derived(number))
    return Batch(
      imageCount: images.labels.count, side: images.side, images: values, targets: targets)
  }

  /// Test images as they are, with hard targets.
  func testBatch(
    _ range: Range<Int>, side: Int, workers: Workers
  ) throws(DataError) -> Batch<Float> {
    let slots = ResultSlots<Result<[Float], DataError>>(count: range.count)
    workers.forEach(range.count) { index, _ in
      slots[index] = Result { () throws(DataError) in
        let image = try data.test.image(at: range.lowerBound + index)
        return Image(
          image.fittedForEvaluation(toSide: side, by: data.test.fitting),
          normalisation: data.normalisation
        ).values
      }
    }
    var values: [Float] = []
    for slot in slots.values { values += try slot.get() }
    var targets = [Float](repeating: 0, count: range.count * data.classCount)
    for (row, index) in range.enumerated() {
      targets[row * data.classCount + data.test.label(of: index)] = 1
    }
    return Batch(imageCount: range.count, side: side, images: values, targets: targets)
  }
}
