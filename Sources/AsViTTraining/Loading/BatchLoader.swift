import AsViTAugmentation
import AsViTData
import AsViTNumerics

/// Makes batches of images: reading, augmentation, targets.
///
/// An image's augmentation draws from the seed of its epoch and place, a batch's mixing from that
/// of its number, so that batches do not depend on which thread loads them or when.
struct BatchLoader: Sendable {
  private let data: TrainingData
  private let recipe: AugmentationRecipe
  private let seed: Seed
  /// Transforms by the side of what comes out.
  private let transforms: [Int: TrainingTransform]
  private let evaluationTransform: EvaluationTransform

  /// The images of one update.
  struct Request: Sendable {
    /// Places in the training set.
    let samples: [Int]
    /// Which of them are loaded, by their places in the batch; others are left black.
    let rows: [Int]
    let epoch: Int
    /// Pixels per side.
    let side: Int
    /// The magnitude of RandAugment.
    let magnitude: Double

    /// - Parameters:
    ///   - rows: which images are loaded; nil for all.
    ///   - fullMagnitude: the recipe's, for what plans call 9.
    init(_ step: StepPlanner.Step, rows: [Int]? = nil, fullMagnitude: Double) {
      samples = step.samples
      self.rows = rows ?? Array(samples.indices)
      epoch = step.epoch
      side = step.phase.imageSide
      magnitude = step.magnitude / 9 * fullMagnitude
    }
  }

  struct Images: Sendable {
    let side: Int
    /// Pixels, normalised, `[images, 3, side, side]`.
    var values: [Float]
    var labels: [Int]
  }

  /// - Parameters:
  ///   - side: pixels per side at full size.
  ///   - sides: those that will be asked for.
  init(
    data: TrainingData, recipe: AugmentationRecipe, side: Int, sides: some Sequence<Int>,
    seed: Seed
  ) {
    self.data = data
    self.recipe = recipe
    self.seed = seed
    transforms = Dictionary(
      sides.map { band in
        (
          band,
          TrainingTransform(
            recipe: recipe, normalisation: data.normalisation, fitting: data.training.fitting,
            side: side, band: band)
        )
      }, uniquingKeysWith: { first, _ in first })
    evaluationTransform = EvaluationTransform(
      normalisation: data.normalisation, fitting: data.test.fitting, side: side)
  }

  func load(_ request: Request) -> Result<Images, DataError> {
    let transform = transforms[request.side]!
    let size = 3 * request.side * request.side
    var values = [Float](repeating: 0, count: request.samples.count * size)
    do throws(DataError) {
      for row in request.rows {
        let sample = request.samples[row]
        let image = try data.training.image(at: sample)
        let seed = TrainingTransform.seed(root: seed, epoch: request.epoch, index: sample)
        values.withUnsafeMutableBufferPointer {
          transform.augment(
            image, magnitude: request.magnitude, seed: seed,
            into: $0.baseAddress! + row * size)
        }
      }
    } catch {
      return .failure(error)
    }
    return .success(
      Images(side: request.side, values: values, labels: request.samples.map(data.training.label)))
  }

  /// The images of an update, mixed, with their targets.
  ///
  /// - Parameter number: of the update.
  func batch(of images: Images, number: Int) -> Batch<Float> {
    var values = images.values
    let targets = values.withUnsafeMutableBufferPointer {
      recipe.mix(
        $0.baseAddress!, labels: images.labels, classCount: data.classCount, side: images.side,
        seed: seed.derived(number))
    }
    return Batch(
      imageCount: images.labels.count, side: images.side, images: values, targets: targets)
  }

  /// Some test images as they are, with hard targets.
  ///
  /// - Throws: when one cannot be read.
  func testBatch(_ range: Range<Int>, workers: Workers) throws(DataError) -> Batch<Float> {
    let side = evaluationTransform.side
    let size = 3 * side * side
    let pixels = ScalarBuffer<Float>(count: range.count * size)
    let failures = ResultSlots<DataError?>(count: range.count)
    workers.forEach(range.count) { row, _ in
      do throws(DataError) {
        let image = try data.test.image(at: range.lowerBound + row)
        evaluationTransform.prepare(image, into: pixels.base + row * size)
        failures[row] = .some(nil)
      } catch {
        failures[row] = error
      }
    }
    if let failure = failures.values.lazy.compactMap({ $0 }).first { throw failure }
    var targets = [Float](repeating: 0, count: range.count * data.classCount)
    for (row, index) in range.enumerated() {
      targets[row * data.classCount + data.test.label(of: index)] = 1
    }
    return Batch(
      imageCount: range.count, side: side,
      images: Array(UnsafeBufferPointer(start: pixels.base, count: range.count * size)),
      targets: targets)
  }
}
