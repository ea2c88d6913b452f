/// Start and end of the phases of a plan.
struct PlanTiming {
  struct Phase {
    /// Fractions of the computation.
    let start, end: Double
    /// Fractions of the learning-rate schedule.
    let scheduleStart, scheduleEnd: Double
  }

  let phases: [Phase]
  /// The computation over that of the epochs asked for.
  let budgetRatio: Double

  /// Phases end where their share of the computation does.
  init(_ draft: CurriculumDraft, macs: [Int]) {
    let weights = zip(draft.phases, macs).map { phase, macs in
      Double(phase.weight) * (draft.unit == .computation ? 1 : Double(macs))
    }
    budgetRatio = 1
    phases = Self.bounds(weights).map {
      Phase(start: $0.start, end: $0.end, scheduleStart: $0.start, scheduleEnd: $0.end)
    }
  }

  /// Phases last as many passes over the data as the authors' rounding leaves them.
  init(_ phases: [AuthorsPhase], epochs: Int, macs: [Int], fullMACs: Int) {
    let weights = zip(phases, macs).map { Double($0.passCount) * Double($1) }
    budgetRatio = weights.reduce(0, +) / (Double(epochs) * Double(fullMACs))
    self.phases = zip(Self.bounds(weights), phases).map {
      Phase(
        start: $0.start, end: $0.end, scheduleStart: $1.scheduleStart, scheduleEnd: $1.scheduleEnd)
    }
  }

  private static func bounds(_ weights: [Double]) -> [(start: Double, end: Double)] {
    let total = weights.reduce(0, +)
    var done = 0.0
    return weights.map { weight in
      let start = done / total
      done += weight
      return (start, done / total)
    }
  }
}

extension PlanTiming.Phase {
  /// Four times in the first fifth of the computation, twice up to three fifths.
  ///
  /// Wang et al., TPAMI 2024, at 96 and 160 pixels.
  var replayFactor: Int { start < 0.2 ? 4 : start < 0.6 ? 2 : 1 }
}

extension AuthorsPhase {
  /// - Throws: when a phase is left without an epoch, or the authors do not plan in epochs.
  static func phases(
    of draft: CurriculumDraft, settings: CurriculumSettings, epochs: Int, fullSide: Int,
    replayFactors: [Int]
  ) throws(CurriculumError) -> [AuthorsPhase] {
    let sides = draft.phases.map(\.imageSide)
    func phases(_ epochs: Int) -> [AuthorsPhase] {
      settings.curriculum == .efficientTrain
        ? efficientTrain(epochs: epochs, sides: sides)
        : efficientTrainPlusPlus(
          epochs: epochs, sides: sides, replayFactors: replayFactors, fullSide: fullSide)
    }
    func empty(_ phases: [AuthorsPhase]) -> Int? { phases.firstIndex { $0.passCount <= 0 } }
    switch settings.curriculum {
    case .efficientTrain, .efficientTrainPlusPlus: break
    case .none, .retokenize, .combined: throw .notPlannedInEpochs(settings.curriculum)
    }
    let result = phases(epochs)
    guard let index = empty(result) else { return result }
    let possible = ((epochs + 1)...).first { empty(phases($0)) == nil }!
    throw .phaseWithoutEpoch(phase: index + 1, epochs: epochs, possible: possible)
  }
}
