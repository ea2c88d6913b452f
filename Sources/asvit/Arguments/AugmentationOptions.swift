public import ArgumentParser
public import AsViTAugmentation
import AsViTData

/// What is done to training images.
struct AugmentationOptions: ParsableArguments {
  /// A recipe to start from.
  enum Preset: String, CaseIterable, ExpressibleByArgument {
    case none, small, digits, photographs

    var recipe: AugmentationRecipe {
      switch self {
      case .none: AugmentationRecipe()
      case .small: .smallImages
      case .digits: .digits
      case .photographs: .photographs
      }
    }
  }

  @Option(
    help: ArgumentHelp(
      """
      The recipe to start from: nothing; shifts, flips and smoothed labels for small images; the \
      same without flips for digits; ImageNet's for photographs. In a few passes over small images \
      nothing is best. (default: none for IDX and CIFAR files, photographs for folders of images)
      """, valueName: "recipe"))
  var augment: Preset?

  @Option(
    help: ArgumentHelp(
      "Parameter of mixup's beta distribution; 0 is off. (default: the recipe's)",
      valueName: "alpha"))
  var mixup: Amount?

  @Option(
    help: ArgumentHelp(
      "Parameter of CutMix's beta distribution; 0 is off. (default: the recipe's)",
      valueName: "alpha"))
  var cutmix: Amount?

  @Option(
    help: ArgumentHelp(
      "The probability of erasing a rectangle. (default: the recipe's)", valueName: "probability"))
  var erasing: Amount?

  @Option(
    help: ArgumentHelp(
      """
      RandAugment with this magnitude, 0 to 10; a curriculum overrides the magnitude. (default: the \
      recipe's)
      """, valueName: "magnitude"))
  var randAugment: Amount?

  @Option(
    help: ArgumentHelp(
      "Operations that RandAugment draws from, joined by commas. (default: all fifteen)",
      discussion: RandAugmentOperation.allCases.map(\.rawValue).joined(separator: ", "),
      valueName: "names"))
  var operations: OperationList?

  @Option(
    help: ArgumentHelp(
      "The share of a target that is spread over all classes. (default: the recipe's)",
      valueName: "share"))
  var labelSmoothing: Amount?

  @Option(help: ArgumentHelp("How a curriculum makes images smaller.", valueName: "way"))
  var lowFrequency: AugmentationRecipe.LowFrequency = .fourier

  /// - Parameter fitting: of the training images.
  /// - Throws: `AugmentationError` when a number is not possible.
  func recipe(for fitting: Fitting) throws(AugmentationError) -> AugmentationRecipe {
    var recipe = (augment ?? (fitting == .padding ? .none : .photographs)).recipe
    if let mixup { recipe.mixupAlpha = mixup.value }
    if let cutmix { recipe.cutmixAlpha = cutmix.value }
    if let erasing { recipe.erasingProbability = erasing.value }
    if let randAugment {
      recipe.randAugment = recipe.randAugment ?? RandAugment()
      recipe.randAugment?.magnitude = randAugment.value
    }
    if let operations { recipe.randAugment?.operations = operations.operations }
    if let labelSmoothing { recipe.labelSmoothing = labelSmoothing.value }
    recipe.lowFrequency = lowFrequency
    try recipe.check()
    return recipe
  }
}

/// Operations of RandAugment by timm's names, joined by commas on the command line.
struct OperationList: ExpressibleByArgument {
  let operations: [RandAugmentOperation]

  init?(argument: String) {
    let list = CommaSeparated<RandAugmentOperation>(argument: argument)
    guard let list, Set(list.elements).count == list.elements.count else { return nil }
    operations = list.elements
  }
}

extension RandAugmentOperation: ExpressibleByArgument {}
extension AugmentationRecipe.LowFrequency: ExpressibleByArgument {}
