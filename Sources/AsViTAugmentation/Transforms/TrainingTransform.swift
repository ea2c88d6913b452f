public import AsViTData
public import AsViTNumerics

/// Turns pictures into what a network is trained on, at one stage of a curriculum.
///
/// In this order: crop, flip, RandAugment, Lanczos resize, normalisation, random erasing,
/// low-frequency cropping. Mixing follows for the whole batch. The order is that of EfficientTrain
/// and EfficientTrain++ on timm 0.4.12.
///
/// What becomes of a picture depends on the picture, the transform and the seed alone, so that
/// threads may share the work in any way.
public struct TrainingTransform: Sendable {
  public let recipe: AugmentationRecipe
  /// The side of the square that is augmented, in pixels.
  public let side: Int
  /// The side of the square that comes out; smaller early in a curriculum.
  public let band: Int
  private let fitting: Fitting
  private let table: NormalisationTable
  private let sampling: AffineSampling
  /// The crop to the band; nil when the side is kept or another method is used.
  private let lowFrequencyCrop: LowFrequencyCrop<Float>?

  /// - Parameter fitting: how the data set's pictures become squares when they are not cropped.
  /// - Precondition: `recipe` has been checked; 1 ≤ `band` ≤ `side`.
  public init(
    recipe: AugmentationRecipe, normalisation: Normalisation, fitting: Fitting, side: Int,
    band: Int
  ) {
    precondition((1...side).contains(band), "a band of \(band) in \(side) pixels")
    self.recipe = recipe
    self.side = side
    self.band = band
    self.fitting = fitting
    table = NormalisationTable(normalisation)
    // timm fills what a transformation leaves empty with the mean colour.
    let mean = (normalisation.mean * 255).rounded(.toNearestOrEven)
    let fill = SIMD3<UInt8>(clamping: SIMD3<Int32>(mean))
    sampling = AffineSampling(filter: .bicubic, fill: fill)
    let crops = band < side && recipe.lowFrequency == .fourier
    lowFrequencyCrop = crops ? LowFrequencyCrop(side: side, band: band) : nil
  }

  /// The seed for an image in an epoch; all augmentation of a run hangs on `root`.
  public static func seed(root: Seed, epoch: Int, index: Int) -> Seed {
    root.derived("augmentation").derived(epoch).derived(index)
  }

  /// Writes the augmented, normalised picture, `[3, band, band]`.
  ///
  /// - Parameter magnitude: RandAugment's, in place of the recipe's; for one that grows.
  public func augment(
    _ image: Image8, magnitude: Double? = nil, seed: Seed,
    into output: UnsafeMutablePointer<Float>
  ) {
    let square = augmentedSquare(image, magnitude: magnitude, seed: seed)
    guard let lowFrequencyCrop else {
      normalise(square, seed: seed, into: output)
      return
    }
    let whole = ScalarBuffer<Float>(count: 3 * side * side)
    normalise(square, seed: seed, into: whole.base)
    lowFrequencyCrop.crop(whole.base, count: 3, into: output)
  }

  /// The augmented, normalised picture, `[3, band, band]`.
  public func augmented(_ image: Image8, magnitude: Double? = nil, seed: Seed) -> [Float] {
    let count = 3 * band * band
    return [Float](unsafeUninitializedCapacity: count) { output, filled in
      augment(image, magnitude: magnitude, seed: seed, into: output.baseAddress!)
      filled = count
    }
  }

  /// The steps on bytes. Each has a generator of its own, so that switching one off leaves the
  /// others as they were.
  private func augmentedSquare(_ image: Image8, magnitude: Double?, seed: Seed) -> Image8 {
    var square: Image8
    var cropping = SplitMix64(seed: seed.derived("crop"))
    switch recipe.crop {
    case .none:
      square = image.fitted(toSide: side, by: fitting)
    case .shifted:
      square = image.fitted(toSide: side, by: fitting)
        .randomlyShifted(padding: side / 8, using: &cropping)
    case .resized:
      square = image.randomlyResizedCrop(side: side, using: &cropping)
    }
    if recipe.flips {
      var flipping = SplitMix64(seed: seed.derived("flip"))
      if flipping.uniform() < 0.5 { square = square.flipped() }
    }
    if var randAugment = recipe.randAugment {
      if let magnitude { randAugment.magnitude = magnitude }
      var drawing = SplitMix64(seed: seed.derived("RandAugment"))
      square = randAugment.applied(to: square, sampling: sampling, using: &drawing)
    }
    if recipe.lowFrequency == .lanczos {
      square = square.resized(width: band, height: band, filter: .lanczos)
    }
    return square
  }

  /// Writes the normalised picture with a rectangle erased.
  private func normalise(_ square: Image8, seed: Seed, into output: UnsafeMutablePointer<Float>) {
    table.write(square, to: output)
    guard recipe.erasingProbability > 0 else { return }
    var erasing = SplitMix64(seed: seed.derived("erasing"))
    if erasing.uniform() < recipe.erasingProbability {
      RandomErasing.erase(output, side: square.width, using: &erasing)
    }
  }
}
