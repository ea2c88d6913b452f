import AsViTArchitecture
import AsViTExport
import Testing

@Suite struct TrainingRecipeTests {
  @Test func `the curriculum of an ImageNet network is the published one`() throws {
    let recipe = try TrainingRecipe(
      Genotype("8,2,3,3|4,1,2,1|4,1,4,4|4,1,6,2|32,88"), in: AsViTFamily())
    let phases = try #require(recipe.curriculum?.phases)
    #expect(phases.map(\.imageSide) == [96, 96, 160, 160, 160, 160, 224, 224, 224, 224])
    #expect(phases.map(\.magnitude) == (0..<10).map(Double.init))
    #expect(phases.last?.until == 1)
    #expect(recipe.regularisation.dropPathRate == 0.2)
    #expect(recipe.schedule.warmupEpochCount == 20 && recipe.epochCount == 300)
  }

  @Test func `an image that cannot shrink has no curriculum`() throws {
    let family = AsViTFamily(imageSide: 8, stemStride: 1, classCount: 10)
    let recipe = try TrainingRecipe(Genotype("2,1,1|2,1,1|2,1,1|2,1,1|8,8"), in: family)
    #expect(recipe.curriculum == nil)
    #expect(recipe.regularisation.dropPathRate == 0.1)
  }

  @Test func `what is not decayed are biases, norms and positions`() throws {
    let genotype = Genotype("4,1,1|2,1,1|2,1,1|2,1,1|8,8")
    let family = AsViTFamily(imageSide: 32, hasPositionEmbedding: true)
    let suffixes = try TrainingRecipe(genotype, in: family).optimizer.undecayedSuffixes
    for parameter in try family.architecture(for: genotype).parameters {
      let isDecayed = !suffixes.contains { parameter.name.hasSuffix($0) }
      let isMatrix = parameter.role == .linearWeight || parameter.role == .convolutionWeight
      #expect(isDecayed == isMatrix, "\(parameter.name)")
    }
  }
}
