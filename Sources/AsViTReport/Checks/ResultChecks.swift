import AsViTArchitecture
import AsViTSearch

extension SearchResultRecord: CheckedResult {
  func check(of settings: SearchRunSettings) throws(RecordFault) {
    guard let found else { throw RecordFault(reason: "result.found: is missing") }
    try require(
      ([found] + best).map(\.parameterCount).allLie(in: possibleSizes)
        && steps.map(\.parameterCount).allLie(in: possibleSizes),
      "result: numbers of parameters that are not possible")
    try require(
      steps.map(\.number) == Array(1..<steps.count + 1), "result.steps: not numbered from 1")
    try require(
      steps.map(\.redrawCount).allLie(in: 0...Search.maxProposalCount),
      "result.steps: redrawCount is not possible")
    try policy?.check()
    try exact?.check()
  }
}

extension ExactFindings {
  fileprivate func check() throws(RecordFault) {
    try require(!designs.isEmpty, "result.exact.designs: is empty")
    let counts =
      designs.map(\.design).flatMap {
        [
          $0.parameterCount, $0.macCount, $0.blockCount, $0.leastWidth, $0.greatestWidth,
          $0.levelCount,
        ]
      } + limits.flatMap { [$0.most, $0.used, $0.greatest] }
    try require(
      counts.allSatisfy { $0 > 0 }
        && designs.allSatisfy { $0.design.leastWidth <= $0.design.greatestWidth },
      "result.exact: counts that are not possible")
  }
}

extension PolicyRecord {
  fileprivate func check() throws(RecordFault) {
    let optionCounts = choices.map(\.options.count)
    try require(!optionCounts.contains(0), "result.policy.choices: one has no options")
    for moment in history {
      try require(
        moment.probabilities.map(\.count) == optionCounts
          && moment.probabilities.joined().allSatisfy((0...1).contains),
        "result.policy.history: no probabilities for the options of the choices")
    }
  }
}

extension ScaleResultRecord: CheckedResult {
  func check(of settings: ScaleRunSettings) throws(RecordFault) {
    try require(
      path.count == steps.count + 1, "result.path: \(path.count) members for \(steps.count) steps")
    for member in path { try member.check() }
    for member in targets.compactMap(\.member) { try member.check() }
    for step in steps {
      try require(
        step.candidates.indices.contains(step.choice), "result.steps: no candidate is the choice")
      try require(
        step.candidates.map(\.parameterCount).allLie(in: possibleSizes),
        "result.steps: numbers of parameters that are not possible")
    }
  }
}

extension AuditResultRecord: CheckedResult {
  func check(of settings: AuditRunSettings) throws(RecordFault) {
    try require(
      architectures.map(\.parameterCount).allLie(in: possibleSizes)
        && architectures.map(\.macCount).allLie(in: possibleSizes),
      "result.architectures: counts that are not possible")
    for target in targets {
      try require(
        target.scores.map(\.score) == scores.map(\.score),
        "result.targets: \(target.target) has other scores than result.scores")
      try require(
        [target.rowCount, target.equalParameters.count, target.equalMACs.count]
          .allLie(in: possibleCounts) && possibleCounts.contains(target.equalWidthPairCount),
        "result.targets: counts that are not possible")
    }
  }
}

extension MemberRecord {
  fileprivate func check() throws(RecordFault) {
    try require(!stages.isEmpty, "result: a member of 0 stages")
    try require(
      (possibleSizes).contains(parameterCount) && macCount > 0
        && [step, totalDepth].allLie(in: possibleCounts),
      "result: a member whose counts are not possible")
    for stage in stages {
      try require(
        [stage.depth, stage.channelCount].allLie(in: possibleSizes)
          && (1...AsViTFamily.largestImageSide).contains(stage.gridSide)
          && (1...stage.gridSide).contains(stage.windowSide),
        "result: a stage that is not possible")
    }
  }
}
