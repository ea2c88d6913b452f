/// What is done to training images, as it is recorded with a run.
///
/// `TrainingTransform` applies it to each image, `mixing(side:seed:)` to each batch.
public struct AugmentationRecipe: Codable, Hashable, Sendable {
  /// How a picture becomes a square.
  public enum Crop: String, Codable, CaseIterable, Sendable {
    /// The whole picture, padded or resized.
    case none
    /// The same, moved by up to an eighth of the side over black.
    case shifted
    /// A part of random area and shape, resized.
    case resized
  }

  /// How a picture is made smaller for a curriculum.
  public enum LowFrequency: String, Codable, CaseIterable, Sendable {
    /// Low-frequency cropping of the normalised, erased picture.
    case fourier
    /// A Lanczos resize of the 8-bit picture, before it is normalised: EfficientTrain++'s
    /// approximation.
    case lanczos
  }

  public var crop: Crop
  /// Whether half of the pictures have left and right exchanged.
  public var flips: Bool
  public var randAugment: RandAugment?
  public var erasingProbability: Double
  /// The parameter of mixup's beta distribution; 0 is off. With both on, each batch gets one.
  public var mixupAlpha: Double
  /// The parameter of CutMix's beta distribution; 0 is off.
  public var cutmixAlpha: Double
  public var labelSmoothing: Double
  public var lowFrequency: LowFrequency

  public init(
    crop: Crop = .none, flips: Bool = false, randAugment: RandAugment? = nil,
    erasingProbability: Double = 0, mixupAlpha: Double = 0, cutmixAlpha: Double = 0,
    labelSmoothing: Double = 0, lowFrequency: LowFrequency = .fourier
  ) {
    self.crop = crop
    self.flips = flips
    self.randAugment = randAugment
    self.erasingProbability = erasingProbability
    self.mixupAlpha = mixupAlpha
    self.cutmixAlpha = cutmixAlpha
    self.labelSmoothing = labelSmoothing
    self.lowFrequency = lowFrequency
  }

  /// Whether images are mixed with others of their batch.
  public var mixes: Bool { mixupAlpha > 0 || cutmixAlpha > 0 }

  /// The recipe for sets such as Fashion-MNIST and CIFAR.
  public static let smallImages = AugmentationRecipe(
    crop: .shifted, flips: true, labelSmoothing: 0.1)

  /// The recipe for digits and letters, which lose their meaning in a mirror.
  public static let digits = AugmentationRecipe(crop: .shifted, labelSmoothing: 0.1)

  /// The recipe for photographs, As-ViT's data configuration, from T2T-ViT (arXiv:2101.11986).
  public static let photographs = AugmentationRecipe(
    crop: .resized, flips: true, randAugment: RandAugment(), erasingProbability: 0.25,
    mixupAlpha: 0.8, cutmixAlpha: 1, labelSmoothing: 0.1)

  /// Checks that every number is possible.
  public func check() throws(AugmentationError) {
    let probabilities = [
      ("the probability of erasing", erasingProbability), ("label smoothing", labelSmoothing),
    ]
    for (name, value) in probabilities where !(0...1).contains(value) {
      throw .probability(name: name, value: value)
    }
    let amounts = [
      ("the alpha of mixup", mixupAlpha), ("the alpha of CutMix", cutmixAlpha),
      ("the deviation of RandAugment", randAugment?.deviation ?? 0),
    ]
    for (name, value) in amounts where !(value >= 0 && value.isFinite) {
      throw .negative(name: name, value: value)
    }
    guard let randAugment else { return }
    guard RandAugmentOperation.levels.contains(randAugment.magnitude) else {
      throw .magnitude(randAugment.magnitude)
    }
    guard !randAugment.operations.isEmpty else { throw .noOperations }
  }
}
