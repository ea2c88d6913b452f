import AsViTArchitecture
import AsViTCurriculum
import AsViTTraining

extension TrainResultRecord: CheckedResult {
  func check(of settings: TrainRunSettings) throws(RecordFault) {
    try require(
      candidates.count == settings.trainings.count,
      "result.candidates: \(candidates.count) of \(settings.trainings.count)")
    let places =
      rungs.flatMap { $0.trained + $0.survivors } + [best].compactMap(\.self)
      + (designs ?? []).flatMap(\.candidates)
    try require(
      places.allSatisfy(candidates.indices.contains), "result: a place beyond the candidates")
    for candidate in candidates {
      try candidate.check(classCount: settings.data.classNames.count)
    }
  }
}

extension TrainedCandidateRecord {
  fileprivate func check(classCount: Int) throws(RecordFault) {
    try require(
      (possibleSizes).contains(parameterCount) && macCount > 0,
      "result.candidates: counts that are not possible")
    try require(
      weights?.contains("/") != true, "result.candidates: weights that are not in the folder")
    for evaluation in evaluations {
      try checkConfusion(evaluation.confusion)
      try require(
        evaluation.confusion.count == classCount, "result.candidates: confusion of other classes")
    }
    try plan.check()
  }
}

extension CurriculumPlan {
  fileprivate func check() throws(RecordFault) {
    try require(!phases.isEmpty, "result.candidates: a plan without phases")
    for phase in phases {
      try require(
        0 <= phase.start && phase.start <= phase.end && phase.end <= 1,
        "result.candidates: a phase of a plan that ends before it starts")
      try require(
        !phase.gridSides.isEmpty
          && phase.gridSides.allLie(in: 1...AsViTFamily.largestImageSide)
          && [phase.index, phase.batchMultiplier].allLie(in: possibleCounts),
        "result.candidates: a phase of a plan that is not possible")
    }
    for (phase, next) in zip(phases, phases.dropFirst()) {
      try require(
        phase.end <= next.start, "result.candidates: phases of a plan that overlap")
    }
  }
}

extension TrainRun.Entry: CheckedRecord {
  func check() throws(RecordFault) {
    if let totalMACs { try require(totalMACs > 0, "totalMACs: is not above 0") }
    guard let leg else { return }
    try require(isDuration(leg.seconds), "leg.seconds: is not possible")
    guard let evaluation = leg.evaluation else { return }
    try checkConfusion(evaluation.confusion)
    try require(evaluation.imageCount > 0, "leg.evaluation.confusion: of no images")
  }
}

/// - Throws: when it is no square of counts.
private func checkConfusion(_ confusion: [[Int]]) throws(RecordFault) {
  // Sums of so many do not overflow either.
  let counts = 0...1 << 40
  try require(
    confusion.allSatisfy { $0.count == confusion.count && $0.allLie(in: counts) },
    "confusion: no square of counts")
}
