import AsViTArchitecture
import AsViTData
import AsViTExport
import Testing

@Suite struct TrainingRecipeTests {
  private static let genotype = Genotype("8,2,3,3|4,1,2,1|4,1,4,4|4,1,6,2|32,88")

  private func recipe(
    of genotype: Genotype, in family: any Family, imageCount: Int? = nil
  ) throws -> TrainingRecipe {
    try TrainingRecipe(
      ModelDescription(
        genotype: genotype, family: family,
        normalisation: Normalisation(
          mean: SIMD3(0.1, 0.2, 0.3), standardDeviation: SIMD3(0.4, 0.5, 0.6))),
      imageCount: imageCount)
  }

  @Test func `the curriculum of an ImageNet network is the published one`() throws {
    let recipe = try recipe(of: Self.genotype, in: AsViTFamily())
    let phases = try #require(recipe.curriculum?.phases)
    #expect(phases.map(\.imageSide) == [96, 96, 160, 160, 160, 160, 224, 224, 224, 224])
    #expect(phases.map(\.magnitude) == (0..<10).map(Double.init))
    #expect(phases.last?.until == 1)
    #expect(recipe.regularisation.dropPathRate == 0.2)
    #expect(recipe.schedule.warmupEpochCount == 20 && recipe.epochCount == 300)
    #expect(recipe.batchSize == 1024 && recipe.optimizer.learningRate == 1e-3)
    #expect(!recipe.guesses.map(\.setting).contains("batchSize"))
  }

  @Test func `the recipe follows the images, and says what is a guess`() throws {
    let family = AsViTFamily(imageSide: 32, stemStride: 2, classCount: 7)
    let recipe = try recipe(of: "4,1,1|2,1,1|2,1,1|2,1,1|8,8", in: family, imageCount: 6400)
    #expect(recipe.imageSide == 32 && recipe.data.classCount == 7)
    #expect(
      recipe.data.mean == [0.1, 0.2, 0.3] && recipe.data.standardDeviation == [0.4, 0.5, 0.6])
    #expect(recipe.data.imageCount == 6400)
    // Fifty updates in a pass; the rate by the square root of the batch.
    #expect(recipe.batchSize == 128 && recipe.fineTuning.batchSize == 128)
    #expect(abs(recipe.optimizer.learningRate - 1e-3 / 8.0.squareRoot()) < 1e-15)
    #expect(recipe.optimizer.learningRates.last?.learningRate == 1e-3)
    #expect(
      recipe.fineTuning.learningRates.first { $0.batchSize == 128 }?.learningRate
        == recipe.fineTuning.learningRate)
    #expect(
      Set(recipe.guesses.map(\.setting)).isSuperset(
        of: ["batchSize", "epochCount", "augmentation", "fineTuning"]))
  }

  @Test func `an image that cannot shrink has no curriculum`() throws {
    let family = AsViTFamily(imageSide: 8, stemStride: 1, classCount: 10)
    let recipe = try recipe(of: "2,1,1|2,1,1|2,1,1|2,1,1|8,8", in: family)
    #expect(recipe.curriculum == nil && !recipe.guesses.map(\.setting).contains("curriculum"))
    #expect(recipe.regularisation.dropPathRate == 0.1)
  }

  @Test func `what is not decayed are biases, norms and positions`() throws {
    let genotype = Genotype("4,1,1|2,1,1|2,1,1|2,1,1|8,8")
    let family = AsViTFamily(imageSide: 32, hasPositionEmbedding: true)
    let suffixes = try recipe(of: genotype, in: family).optimizer.undecayedSuffixes
    for parameter in try family.architecture(for: genotype).parameters {
      let isDecayed = !suffixes.contains { parameter.name.hasSuffix($0) }
      let isMatrix = parameter.role == .linearWeight || parameter.role == .convolutionWeight
      #expect(isDecayed == isMatrix, "\(parameter.name)")
    }
  }
}
