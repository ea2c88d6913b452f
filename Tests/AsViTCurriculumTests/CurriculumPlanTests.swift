import AsViTArchitecture
import AsViTCurriculum
import Testing

/// The seed topology of the paper at its own size, and one of the 32-pixel space.
enum Network {
  static let seed = "8,2,3|4,1,2|4,1,4|4,1,6|32"
  static let small = "4,2,3|4,1,2|4,1,4|4,1,6|32"
  static let smallFamily = AsViTFamily(imageSide: 32, stemStride: 2, classCount: 10)
}

@Suite struct CurriculumPlanTests {
  private func plan(_ settings: CurriculumSettings) throws -> CurriculumPlan {
    try CurriculumPlan(settings, for: Genotype(Network.seed), in: AsViTFamily())
  }

  private func smallPlan(_ settings: CurriculumSettings) throws -> CurriculumPlan {
    try CurriculumPlan(settings, for: Genotype(Network.small), in: Network.smallFamily)
  }

  @Test func `published image sides come out at 224 pixels`() throws {
    #expect(
      try plan(CurriculumSettings(.efficientTrain)).stages.map(\.imageSide)
        == [160, 160, 160, 192, 224])
    #expect(
      try plan(CurriculumSettings(.efficientTrainPlusPlus)).stages.map(\.imageSide)
        == [96, 96, 160, 160, 160, 160, 224, 224, 224, 224])
    #expect(
      try plan(CurriculumSettings(.efficientTrainPlusPlus, bands: .deiT)).stages.map(\.imageSide)
        == [96, 96, 160, 160, 160, 160, 192, 192, 224, 224])
    #expect(
      try plan(CurriculumSettings(.efficientTrainPlusPlus, bands: .convNeXt)).stages
        .map(\.imageSide) == [160, 160, 160, 160, 160, 160, 224, 224, 224, 224])
  }

  @Test func `tokens of As-ViT's figure come out`() throws {
    let genotype = try Genotype("4,2,3|4,1,2|4,1,4|4,1,6|32")
    let plan = try CurriculumPlan(
      CurriculumSettings(.retokenize), for: genotype, in: AsViTFamily())
    #expect(plan.stages.map(\.tokenization.stride) == [16, 8, 4])
    #expect(plan.stages.map(\.tokenization.dilation) == [5, 2, 1])
    #expect(plan.stages.map(\.tokenCount) == [14 * 14, 28 * 28, 56 * 56])
  }

  @Test(arguments: Curriculum.allCases, [1, 2])
  func `stages follow each other from start to end`(curriculum: Curriculum, least: Int) throws {
    for plan in [
      try plan(CurriculumSettings(curriculum, leastGridSide: least)),
      try smallPlan(CurriculumSettings(curriculum, leastGridSide: least)),
    ] {
      let stages = plan.stages
      #expect(stages.map(\.index) == Array(stages.indices))
      #expect(stages[0].start == 0 && stages[stages.count - 1].end == 1)
      #expect(zip(stages, stages.dropFirst()).allSatisfy { $0.end == $1.start })
      #expect(stages.allSatisfy { $0.share > 0 })
      let last = stages[stages.count - 1]
      #expect(last.macsPerSample == plan.fullMACsPerSample)
      #expect(last.tokenization.dilation == 1)
      for stage in stages {
        #expect(plan.stage(atFraction: stage.start) == stage)
        #expect(plan.stage(atFraction: (stage.start + stage.end) / 2) == stage)
        #expect(stage.gridSides.allSatisfy { $0 >= least })
      }
      #expect(plan.stage(atFraction: 1.5) == last)
      if curriculum != .none { #expect(Set(stages.map(\.macsPerSample)).count > 1) }
    }
  }
}
