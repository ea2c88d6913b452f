import AsViTArchitecture
import AsViTCurriculum
import FoundationEssentials
import Testing

/// The topology found of the paper at its own size, and one of the 32-pixel space.
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
      try plan(CurriculumSettings(.efficientTrain)).phases.map(\.imageSide)
        == [160, 160, 160, 192, 224])
    #expect(
      try plan(CurriculumSettings(.efficientTrainPlusPlus)).phases.map(\.imageSide)
        == [96, 96, 160, 160, 160, 160, 224, 224, 224, 224])
  }

  @Test func `tokens of As-ViT's figure come out`() throws {
    let genotype = Genotype("4,2,3|4,1,2|4,1,4|4,1,6|32")
    let plan = try CurriculumPlan(
      CurriculumSettings(.retokenize), for: genotype, in: AsViTFamily())
    #expect(plan.phases.map(\.tokenization.stride) == [16, 8, 4])
    #expect(plan.phases.map(\.tokenization.dilation) == [5, 2, 1])
    #expect(plan.phases.map(\.tokenCount) == [14 * 14, 28 * 28, 56 * 56])
  }

  @Test(arguments: Curriculum.allCases, [1, 2])
  func `phases follow each other from start to end`(curriculum: Curriculum, least: Int) throws {
    for plan in [
      try plan(CurriculumSettings(curriculum, leastGridSide: least)),
      try smallPlan(CurriculumSettings(curriculum, leastGridSide: least)),
    ] {
      let phases = plan.phases
      #expect(phases.map(\.index) == Array(phases.indices))
      #expect(phases[0].start == 0 && phases[phases.count - 1].end == 1)
      #expect(zip(phases, phases.dropFirst()).allSatisfy { $0.end == $1.start })
      #expect(phases.allSatisfy { $0.share > 0 })
      let last = phases[phases.count - 1]
      #expect(last.macsPerSample == plan.fullMACsPerSample)
      #expect(last.tokenization.dilation == 1)
      for phase in phases {
        #expect(plan.phase(atFraction: phase.start) == phase)
        #expect(plan.phase(atFraction: (phase.start + phase.end) / 2) == phase)
        #expect(phase.gridSides.allSatisfy { $0 >= least })
      }
      #expect(plan.phase(atFraction: 1.5) == last)
      if curriculum != .none { #expect(Set(phases.map(\.macsPerSample)).count > 1) }
    }
  }

  @Test func `tokens can be planned in epochs`() throws {
    let plan = try plan(CurriculumSettings(.retokenize, shares: .epochs))
    let passes = plan.phases.map { $0.share / Double($0.macsPerSample) }
    let total = passes.reduce(0, +)
    for (share, epochs) in zip(passes, [80.0, 52, 168]) {
      #expect(abs(share / total - epochs / 300) < 1e-12)
    }
    #expect(
      try self.plan(CurriculumSettings(.retokenize)).phases.map(\.end) == [0.1, 0.3, 1])
  }

  /// Five phases of equal epochs, not of equal computation.
  @Test func `EfficientTrain is planned in epochs`() throws {
    let phases = try plan(CurriculumSettings(.efficientTrain)).phases
    let passes = phases.map { $0.share / Double($0.macsPerSample) }
    #expect(passes.allSatisfy { abs($0 / passes[0] - 1) < 1e-12 })
  }

  @Test func `small images keep a grid of two tokens, or of one where that is allowed`() throws {
    func levels(_ curriculum: Curriculum, least: Int) throws -> [[Int]] {
      try smallPlan(CurriculumSettings(curriculum, leastGridSide: least)).phases.reduce(into: []) {
        let level = [$1.imageSide, $1.tokenization.stride]
        if $0.last != level { $0.append(level) }
      }
    }
    #expect(try levels(.efficientTrainPlusPlus, least: 2) == [[20, 2], [24, 2], [32, 2]])
    #expect(try levels(.efficientTrainPlusPlus, least: 1) == [[16, 2], [24, 2], [32, 2]])
    #expect(try levels(.retokenize, least: 2) == [[32, 3], [32, 2]])
    #expect(try levels(.retokenize, least: 1) == [[32, 8], [32, 4], [32, 2]])
    #expect(try levels(.combined, least: 2) == [[28, 3], [24, 2], [32, 2]])
    #expect(try levels(.combined, least: 1) == [[16, 4], [24, 2], [32, 2]])
  }

  /// At 28 pixels this network costs more than at 32: seven tokens per side have one window.
  @Test func `a size that saves nothing is left out`() throws {
    let genotype = Genotype("2,4,4|3,2,3|3,2,4|3,1,5|16,8")
    let plan = try CurriculumPlan(
      CurriculumSettings(.efficientTrain), for: genotype, in: Network.smallFamily)
    #expect(plan.phases.map(\.imageSide) == [24, 24, 24, 24, 32])
    let variant = try Network.smallFamily.existingVariant(
      of: genotype, imageSide: 28, tokenization: Tokenization(stride: 2))
    #expect(variant.macCount > plan.fullMACsPerSample)
  }

  @Test func `magnitudes grow as published`() throws {
    func magnitudes(_ curriculum: Curriculum) throws -> [Double] {
      let plan = try plan(CurriculumSettings(curriculum))
      return [0, 0.05, 0.25, 0.5, 0.99, 1].map { plan.phase(atFraction: $0).magnitude }
    }
    #expect(try magnitudes(.efficientTrainPlusPlus) == [0, 0, 2, 5, 9, 9])
    #expect(try magnitudes(.efficientTrain) == [1, 1, 3, 7, 9, 9])
    #expect(try magnitudes(.retokenize) == [9, 9, 9, 9, 9, 9])
    #expect(try magnitudes(.none) == [9, 9, 9, 9, 9, 9])
  }

  @Test func `early phases may replay samples and take larger batches`() throws {
    let plan = try plan(
      CurriculumSettings(.efficientTrainPlusPlus, replays: true, largestBatchMultiplier: 4))
    #expect(plan.phases.map(\.replayFactor) == [4, 4, 2, 2, 2, 2, 1, 1, 1, 1])
    for phase in plan.phases {
      let wanted = min(4, plan.fullMACsPerSample / phase.macsPerSample)
      #expect(phase.batchMultiplier == wanted && wanted >= 1)
    }
    #expect(plan.phases[0].batchMultiplier == 4)
    let usual = try self.plan(CurriculumSettings(.efficientTrainPlusPlus))
    #expect(usual.phases.allSatisfy { $0.replayFactor == 1 && $0.batchMultiplier == 1 })
    let constant = try self.plan(CurriculumSettings(.none, replays: true))
    #expect(constant.phases.map(\.replayFactor) == [1])
  }

  @Test func `the authors' rounding moves the ends of phases and the schedule`() throws {
    let settings = CurriculumSettings(.efficientTrainPlusPlus, authorsEpochs: 200)
    let plan = try plan(settings)
    let usual = try self.plan(CurriculumSettings(.efficientTrainPlusPlus))
    #expect(plan.phases.map(\.imageSide) == usual.phases.map(\.imageSide))
    // Epochs 78 to 117 of 392 at 160 pixels.
    #expect(plan.phases[2].scheduleStart == 78.0 / 392 && plan.phases[2].scheduleEnd == 117.0 / 392)
    let middle = (plan.phases[2].start + plan.phases[2].end) / 2
    #expect(abs(plan.scheduleFraction(atFraction: middle) - 97.5 / 392) < 1e-12)
    #expect(usual.scheduleFraction(atFraction: middle) == middle)
    // 108, 109, 39, 39, 40, 39 and four times 20 epochs at their cost, over 200.
    let passes = [108, 109, 39, 39, 40, 39, 20, 20, 20, 20]
    let costs = zip(passes, plan.phases).map { Double($0 * $1.macsPerSample) }
    let total = costs.reduce(0, +)
    #expect(
      abs(plan.budgetRatio * 200 * Double(plan.fullMACsPerSample) / total - 1) < 1e-12)
    for (cost, phase) in zip(costs, plan.phases) {
      #expect(abs(phase.share - cost / total) < 1e-12)
    }
    #expect(usual.budgetRatio == 1)
  }

  @Test func `a plan survives its JSON`() throws {
    let plan = try plan(
      CurriculumSettings(.combined, replays: true, authorsEpochs: nil))
    let data = try JSONEncoder().encode(plan)
    #expect(try JSONDecoder().decode(CurriculumPlan.self, from: data) == plan)
  }

  @Test(arguments: [
    (
      CurriculumSettings(.efficientTrainPlusPlus), 32, 4,
      "efficienttrain++: images below 32 x 32 pixels at stem stride 4 save nothing or leave a stage "
        + "fewer than 2 x 2 tokens; possible: curriculum none, or a stem stride of 2"
    ),
    (
      CurriculumSettings(.retokenize), 32, 4,
      "retokenize: strides above 4 on 32 x 32 pixels save nothing or leave a stage fewer than 2 x 2 "
        + "tokens; possible: curriculum none, or a stem stride of 2"
    ),
    (
      CurriculumSettings(.retokenize), 36, 4,
      "retokenize: strides above 4 on 36 x 36 pixels save nothing or leave a stage fewer than 2 x 2 "
        + "tokens; possible: curriculum none, or a stem stride of 2"
    ),
    (
      CurriculumSettings(.efficientTrainPlusPlus, authorsEpochs: 4), 224, 4,
      "phase 4: no epoch of 4 is left for it after the authors' rounding; possible: 9 epochs or "
        + "more, or phases by computation"
    ),
    (
      CurriculumSettings(.combined, authorsEpochs: 200), 224, 4,
      "combined has no epochs to be rounded as the authors do; possible: efficienttrain and "
        + "efficienttrain++"
    ),
    (
      CurriculumSettings(.none), 16, 4,
      "stage 4: nothing is left of an image of 16 x 16 pixels; possible: an image side of 32 or more"
    ),
  ])
  func `impossible plans name the nearest that works`(
    settings: CurriculumSettings, side: Int, stride: Int, message: String
  ) throws {
    let family = AsViTFamily(imageSide: side, stemStride: stride, classCount: 10)
    let error = #expect(throws: CurriculumError.self) {
      try CurriculumPlan(settings, for: Genotype("4,1,3|4,1,2|4,1,4|4,1,6|32"), in: family)
    }
    #expect(error?.description == message)
  }

  /// What a message calls possible is.
  @Test(arguments: Curriculum.allCases, [20, 32, 36, 40, 48, 60, 64, 100])
  func `remedies work`(curriculum: Curriculum, side: Int) throws {
    let genotype = Genotype("4,1,3|4,1,2|4,1,4|4,1,6|32")
    var family = AsViTFamily(imageSide: side, stemStride: 4, classCount: 10)
    do {
      _ = try CurriculumPlan(CurriculumSettings(curriculum), for: genotype, in: family)
    } catch .noSmallerImage(_, _, _, _, let possible), .noCoarserTokens(_, _, _, _, let possible) {
      _ = try CurriculumPlan(
        CurriculumSettings(possible.curriculum), for: genotype, in: family)
      if let stride = possible.stemStride {
        family.stemStride = stride
        _ = try CurriculumPlan(CurriculumSettings(curriculum), for: genotype, in: family)
      }
    } catch .architecture {
      #expect(side < 32)
    }
  }

  @Test func `the largest networks have plans`() throws {
    // Of whole numbers, the phases' shares of epochs times multiply-accumulates overflowed.
    let family = AsViTFamily(imageSide: 2048, stemStride: 1)
    let plan = try CurriculumPlan(
      CurriculumSettings(.retokenize, shares: .epochs, leastGridSide: 1),
      for: Genotype("1,1,1,9|2,1,1,1|2,1,1,1|2,1,1,1|8,1024"), in: family)
    #expect(plan.fullMACsPerSample > .max / 168)
    #expect(plan.phases.count == 3 && plan.phases[2].end == 1)
    #expect(plan.phases.allSatisfy { 0 < $0.share && $0.share < 1 })
  }
}
