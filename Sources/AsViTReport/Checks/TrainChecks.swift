import AsViTArchitecture
import AsViTCurriculum
import AsViTTraining

extension TrainResultRecord: CheckedResult {
  func check(of settings: TrainRunSettings) throws(RecordFault) {
    try RecordFault.unless(
      candidates.count == settings.candidates.count,
      "result.candidates: \(candidates.count) of \(settings.candidates.count)")
    let places = rungs.flatMap { $0.trained + $0.survivors } + [best].compactMap(\.self)
    try RecordFault.unless(
      places.allSatisfy(candidates.indices.contains), "result: a place beyond the candidates")
    for candidate in candidates {
      try candidate.check(classCount: settings.data.classNames.count)
    }
  }
}

extension TrainedCandidateRecord {
  fileprivate func check(classCount: Int) throws(RecordFault) {
    try RecordFault.unless(
      (1...possibleCounts.upperBound).contains(parameterCount) && macCount > 0,
      "result.candidates: counts that are not possible")
    try RecordFault.unless(
      weights?.contains("/") != true, "result.candidates: weights that are not in the folder")
    for evaluation in evaluations {
      try checkConfusion(evaluation.confusion)
      try RecordFault.unless(
        evaluation.confusion.count == classCount, "result.candidates: confusion of other classes")
    }
    try plan.check()
  }
}

extension CurriculumPlan {
  fileprivate func check() throws(RecordFault) {
    try RecordFault.unless(!phases.isEmpty, "result.candidates: a plan without phases")
    for phase in phases {
      try RecordFault.unless(
        0 <= phase.start && phase.start <= phase.end && phase.end <= 1,
        "result.candidates: a phase of a plan that ends before it starts")
      try RecordFault.unless(
        !phase.gridSides.isEmpty
          && phase.gridSides.allLie(in: 1...AsViTFamily.largestImageSide)
          && [phase.index, phase.batchMultiplier].allLie(in: possibleCounts),
        "result.candidates: a phase of a plan that is not possible")
    }
    for (phase, next) in zip(phases, phases.dropFirst()) {
      try RecordFault.unless(
        phase.end <= next.start, "result.candidates: phases of a plan that overlap")
    }
  }
}

extension TrainRun.Entry: CheckedRecord {
  func check() throws(RecordFault) {
    if let totalMACs { try RecordFault.unless(totalMACs > 0, "totalMACs: is not above 0") }
    guard let leg else { return }
    try RecordFault.unless(isDuration(leg.seconds), "leg.seconds: is not possible")
    guard let evaluation = leg.evaluation else { return }
    try checkConfusion(evaluation.confusion)
    try RecordFault.unless(evaluation.imageCount > 0, "leg.evaluation.confusion: of no images")
  }
}

/// - Throws: when it is no square of counts.
private func checkConfusion(_ confusion: [[Int]]) throws(RecordFault) {
  // Sums of so many do not overflow either.
  let counts = 0...1 << 40
  try RecordFault.unless(
    confusion.allSatisfy { $0.count == confusion.count && $0.allLie(in: counts) },
    "confusion: no square of counts")
}
