import FoundationEssentials
import Testing

@testable import AsViTAugmentation

@Suite struct AugmentationRecipeTests {
  @Test(arguments: [AugmentationRecipe.smallImages, .digits, .photographs, AugmentationRecipe()])
  func `a recipe survives its record`(recipe: AugmentationRecipe) throws {
    try recipe.check()
    let record = try JSONEncoder().encode(recipe)
    #expect(try JSONDecoder().decode(AugmentationRecipe.self, from: record) == recipe)
  }

  @Test func `the record names the operations as timm does`() throws {
    let recipe = AugmentationRecipe(
      randAugment: RandAugment(operations: [.autoContrast, .translateX]))
    let record = String(decoding: try JSONEncoder().encode(recipe), as: UTF8.self)
    #expect(record.contains(#""operations":["AutoContrast","TranslateXRel"]"#))
  }

  @Test func `impossible numbers are refused by name`() {
    func error(_ recipe: AugmentationRecipe) -> AugmentationError? {
      #expect(throws: AugmentationError.self) { try recipe.check() }
    }
    #expect(
      error(AugmentationRecipe(erasingProbability: 1.5))?.description
        == "the probability of erasing is 1.5; a probability lies between 0 and 1")
    #expect(
      error(AugmentationRecipe(labelSmoothing: -0.1))
        == .probability(name: "label smoothing", value: -0.1))
    #expect(
      error(AugmentationRecipe(mixupAlpha: -1))?.description
        == "the alpha of mixup is -1.0; it must be 0 (off) or a positive number")
    #expect(
      error(AugmentationRecipe(cutmixAlpha: .infinity))
        == .negative(name: "the alpha of CutMix", value: .infinity))
    #expect(
      error(AugmentationRecipe(randAugment: RandAugment(magnitude: 11)))?.description
        == "the magnitude of RandAugment is 11.0; its levels are 0 to 10")
    #expect(
      error(AugmentationRecipe(randAugment: RandAugment(deviation: -1)))
        == .negative(name: "the deviation of RandAugment", value: -1))
    #expect(error(AugmentationRecipe(randAugment: RandAugment(operations: []))) == .noOperations)
  }
}
