public import AsViTArchitecture
import AsViTCurriculum

/// How to go on training elsewhere, as data: the As-ViT authors' recipe for ImageNet, and the
/// EfficientTrain++ curriculum for its image sizes. `docs/recipe.schema.json` describes the JSON.
///
/// Chen et al., ICLR 2022: 300 epochs, batch 1024, AdamW, cosine decay; augmentation is that of the
/// authors' released code. Warm-up, last rate and drop path are not stated there: they are Swin's
/// at this size. Wang et al., EfficientTrain++, TPAMI 2024.
public struct TrainingRecipe: Hashable, Codable, Sendable {
  public let schemaVersion: Int
  public let genotype: Genotype
  public let imageSide: Int
  public let epochCount: Int
  public let batchSize: Int
  public let optimizer: Optimizer
  public let schedule: Schedule
  public let regularisation: Regularisation
  public let augmentation: Augmentation
  /// Image sizes over the training; absent where the image is too small for two different sizes.
  public let curriculum: Curriculum?

  public struct Optimizer: Hashable, Codable, Sendable {
    public let name: String
    public let learningRate: Double
    public let betas: [Double]
    public let epsilon: Double
    /// Decoupled.
    public let weightDecay: Double
    /// Parameters whose names end so are not decayed.
    public let undecayedSuffixes: [String]
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
  public init(_ genotype: Genotype, in family: any Family) throws(ArchitectureError) {
    let architecture = try family.architecture(for: genotype)
    schemaVersion = documentSchemaVersion
    self.genotype = genotype
    imageSide = architecture.imageSide
    epochCount = 300
    batchSize = 1024
    optimizer = Optimizer(
      name: "adamw", learningRate: 1e-3, betas: [0.9, 0.999], epsilon: 1e-8, weightDecay: 0.05,
      undecayedSuffixes: [
        "bias", "norm.weight", "norm1.weight", "norm2.weight", "pos_embed", "cls_token",
      ])
    schedule = Schedule(name: "cosine", warmupEpochCount: 20, lastLearningRate: 1e-6)
    regularisation = Regularisation(
      dropPathRate: Self.dropPathRate(parameterCount: architecture.parameterCount),
      labelSmoothing: 0.1)
    augmentation = Augmentation(
      cropScale: [0.08, 1], cropRatio: [0.75, 4 / 3], flipProbability: 0.5,
      randAugment: "rand-m9-mstd0.5-inc1", mixupAlpha: 0.8, cutmixAlpha: 1,
      switchProbability: 0.5, erasingProbability: 0.25)
    let plan = try? CurriculumPlan(
      CurriculumSettings(.efficientTrainPlusPlus), for: genotype, in: family)
    curriculum = plan.map(Curriculum.init)
  }

  /// Swin's for networks of 28, 50 and 88 M parameters, less below.
  private static func dropPathRate(parameterCount: Int) -> Double {
    switch parameterCount {
    case ..<15_000_000: 0.1
    case ..<40_000_000: 0.2
    case ..<70_000_000: 0.3
    default: 0.5
    }
  }
}

extension TrainingRecipe.Curriculum {
  init(_ plan: CurriculumPlan) {
    name = plan.settings.curriculum.rawValue
    progress = "multiply-accumulates"
    phases = plan.phases.map {
      Phase(
        until: $0.end, imageSide: $0.imageSide, magnitude: $0.magnitude,
        macCount: $0.macsPerSample)
    }
  }
}
