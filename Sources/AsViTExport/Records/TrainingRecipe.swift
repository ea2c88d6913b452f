public import AsViTArchitecture
import AsViTCurriculum

/// How to go on training elsewhere, as data: the As-ViT authors' recipe for ImageNet, brought to the
/// images at hand, and the EfficientTrain++ curriculum for their sizes. `docs/recipe.schema.json`
/// describes the JSON; `guesses` says what nobody has published or tried.
public struct TrainingRecipe: Hashable, Codable, Sendable {
  public let schemaVersion: Int
  public let genotype: Genotype
  public let imageSide: Int
  public let data: Data
  public let epochCount: Int
  public let batchSize: Int
  public let optimizer: Optimizer
  public let schedule: Schedule
  public let regularisation: Regularisation
  public let augmentation: Augmentation
  /// Image sizes over the training; absent where the image is too small for two different sizes.
  public let curriculum: Curriculum?
  /// In place of all this, where the weights have been trained on other images.
  public let fineTuning: FineTuning
  public let guesses: [Guess]

  /// The images that it is for.
  public struct Data: Hashable, Codable, Sendable {
    public let classCount: Int
    /// What channels are normalised by, in units where full brightness is 1.
    public let mean: [Float]
    public let standardDeviation: [Float]
    /// Of the training images; absent where they are not known.
    public let imageCount: Int?
  }

  public struct Optimizer: Hashable, Codable, Sendable {
    public let name: String
    /// The highest, for `batchSize`.
    public let learningRate: Double
    /// The same for other batches.
    public let learningRates: [BatchRate]
    public let betas: [Double]
    public let epsilon: Double
    /// Decoupled.
    public let weightDecay: Double
    /// Parameters whose names end so are not decayed.
    public let undecayedSuffixes: [String]
  }

  /// The learning rate that goes with a size of batches.
  public struct BatchRate: Hashable, Codable, Sendable {
    public let batchSize: Int
    public let learningRate: Double
  }

  /// The learning rate rises linearly from 0, then falls along a half cosine.
  public struct Schedule: Hashable, Codable, Sendable {
    public let name: String
    public let warmupEpochCount: Int
    public let lastLearningRate: Double
  }

  public struct Regularisation: Hashable, Codable, Sendable {
    /// Drop path of the last block; the first has 0, those between lie on a line.
    public let dropPathRate: Double
    public let labelSmoothing: Double
  }

  public struct Augmentation: Hashable, Codable, Sendable {
    /// Areas of the random crop, of the whole.
    public let cropScale: [Double]
    /// Width over height of the random crop.
    public let cropRatio: [Double]
    public let flipProbability: Double
    /// RandAugment in timm's notation.
    public let randAugment: String
    public let mixupAlpha: Double
    public let cutmixAlpha: Double
    /// The probability of cutmix instead of mixup.
    public let switchProbability: Double
    public let erasingProbability: Double
  }

  /// A plan with small images first. Progress is the share of all multiply-accumulates that are
  /// spent, so that a budget buys more steps than at full size.
  public struct Curriculum: Hashable, Codable, Sendable {
    public let name: String
    public let progress: String
    public let phases: [Phase]

    public struct Phase: Hashable, Codable, Sendable {
      /// Progress at which the phase ends.
      public let until: Double
      /// Images are cropped to the frequencies that so many pixels can show.
      public let imageSide: Int
      /// The magnitude of RandAugment.
      public let magnitude: Double
      /// Multiply-accumulates of one image forward.
      public let macCount: Int
    }
  }
}

extension TrainingRecipe {
  /// A shorter training of weights that were trained before, at one rate. The classifier is a new one
  /// where the classes are others.
  public struct FineTuning: Hashable, Codable, Sendable {
    public let epochCount: Int
    public let batchSize: Int
    public let learningRate: Double
    public let learningRates: [BatchRate]
    public let weightDecay: Double
    public let dropPathRate: Double
  }

  /// A setting that is neither published for these networks nor was tried on these images.
  public struct Guess: Hashable, Codable, Sendable {
    /// Its key, with those above it, joined by dots.
    public let setting: String
    public let reason: String
  }
}
