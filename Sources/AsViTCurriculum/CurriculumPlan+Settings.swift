public import AsViTArchitecture

extension CurriculumPlan {
  /// The plan of a curriculum for one network.
  ///
  /// - Throws: when the network has no architecture at full size; when it has no second level to
  ///   train at, then with the nearest plan that works; when the authors' rounding leaves nothing of
  ///   a phase.
  public init(
    _ settings: CurriculumSettings, for genotype: Genotype, in family: any Family
  ) throws(CurriculumError) {
    let levels: NetworkLevels
    do {
      levels = try NetworkLevels(
        family: family, genotype: genotype, leastGridSide: settings.leastGridSide)
    } catch {
      throw .architecture(error)
    }
    let draft: CurriculumDraft
    do {
      draft = try CurriculumDraft(settings, levels: levels)
    } catch {
      throw CurriculumError(error, for: settings, levels: levels)
    }

    // Drafts hold levels that work.
    let networks = draft.phases.map {
      levels.level(imageSide: $0.imageSide, stride: $0.stride)!
    }
    let macs = networks.map(\.architecture.macCount)
    let fullMACs = levels.full.macCount
    var timing = PlanTiming(draft, macs: macs)
    let replayFactors = zip(timing.phases, macs).map {
      settings.replays && $1 < fullMACs ? $0.replayFactor : 1
    }
    if let epochs = settings.authorsEpochs {
      let phases = try AuthorsPhase.phases(
        of: draft, settings: settings, epochs: epochs, fullSide: family.imageSide,
        replayFactors: replayFactors)
      timing = PlanTiming(phases, epochs: epochs, macs: macs, fullMACs: fullMACs)
    }

    self.settings = settings
    fullMACsPerSample = fullMACs
    budgetRatio = timing.budgetRatio
    phases = draft.phases.indices.map { index in
      let phase = draft.phases[index]
      let time = timing.phases[index]
      return CurriculumPhase(
        index: index, imageSide: phase.imageSide,
        tokenization: networks[index].tokenization,
        gridSides: networks[index].architecture.stages.map(\.gridSide), start: time.start,
        end: time.end,
        scheduleStart: time.scheduleStart, scheduleEnd: time.scheduleEnd,
        magnitude: phase.magnitude,
        macsPerSample: macs[index], replayFactor: replayFactors[index],
        batchMultiplier: min(
          max(fullMACs / macs[index], 1), settings.largestBatchMultiplier))
    }
  }
}

extension CurriculumError {
  /// Curricula from the richest on. The plainest, `none`, always works.
  private static let alternatives: [Curriculum] = [.efficientTrainPlusPlus, .retokenize]

  init(_ missing: MissingLevel, for settings: CurriculumSettings, levels: NetworkLevels) {
    func isPossible(_ curriculum: Curriculum, _ levels: NetworkLevels) -> Bool {
      var settings = settings
      settings.curriculum = curriculum
      return (try? CurriculumDraft(settings, levels: levels)) != nil
    }
    let (side, stride) = (levels.family.imageSide, levels.family.tokenStride)
    let possible = Remedy(
      curriculum: Self.alternatives.first { isPossible($0, levels) } ?? Curriculum.none,
      stemStride: (1..<stride).reversed().first { stride in
        guard let family = levels.family.withTokenStride(stride),
          let levels = try? NetworkLevels(
            family: family, genotype: levels.genotype, leastGridSide: settings.leastGridSide)
        else { return false }
        return isPossible(settings.curriculum, levels)
      })
    self =
      switch missing {
      case .smallerImage:
        .noSmallerImage(
          settings.curriculum, imageSide: side, stemStride: stride,
          leastGrid: settings.leastGridSide, possible: possible)
      case .coarserTokens:
        .noCoarserTokens(
          settings.curriculum, imageSide: side, stemStride: stride,
          leastGrid: settings.leastGridSide, possible: possible)
      }
  }
}
