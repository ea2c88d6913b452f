import AsViTCurriculum
import AsViTSearch
import AsViTStatistics
import AsViTTraining

extension SearchRunSettings: CheckedRecord {
  func check() throws(RecordFault) {
    try require(
      !search.objective.terms.isEmpty || search.trained != nil,
      "settings.search.objective.terms: is empty")
    if let trained = search.trained {
      try require(
        (1...Resampling.mostRows).contains(trained.genotypes.count)
          && trained.target.values.count == trained.genotypes.count
          && trained.target.values.allSatisfy {
            ($0 ?? 0).magnitude <= GenotypeTable.largestMagnitude
          }, "settings.search.trained: no possible values of genotypes")
      try trained.rounds?.check(of: trained)
    }
    try require(search.stepCount > 0, "settings.search.stepCount: is not possible")
    try require(
      (search.samplesPerStep ?? 1) > 0, "settings.search.samplesPerStep: is not possible")
    try images?.check()
  }
}

extension TrainingRounds {
  fileprivate func check(of table: TrainedTable) throws(RecordFault) {
    try require(
      [settings.sampleCount, settings.seedCount, settings.designCount]
        .allLie(in: 1...possibleCounts.upperBound),
      "settings.search.trained.rounds.settings: counts that are not possible")
    try require(
      rounds.allSatisfy { !$0.seeds.isEmpty && !$0.members.isEmpty }
        && rounds.flatMap(\.genotypes) == table.genotypes,
      "settings.search.trained.rounds: not those of the genotypes")
  }
}

extension ScaleRunSettings: CheckedRecord {
  func check() throws(RecordFault) {
    try require(
      !growth.objective.terms.isEmpty, "settings.growth.objective.terms: is empty")
    try images?.check()
  }
}

extension AuditRunSettings: CheckedRecord {
  func check() throws(RecordFault) {
    let rowCount = audit.genotypes.count
    try require(
      (1...Resampling.mostRows).contains(rowCount), "settings.audit.genotypes: \(rowCount)")
    try require(!audit.targets.isEmpty, "settings.audit.targets: is empty")
    for column in audit.targets + audit.scores {
      try require(
        column.values.count == rowCount,
        "settings.audit: \(column.values.count) values of \(column.name) for \(rowCount) rows")
      try require(
        column.values.allSatisfy { ($0 ?? 0).magnitude <= GenotypeTable.largestMagnitude },
        "settings.audit: values of \(column.name) that are too large")
    }
    try images?.check()
  }
}

extension ImagesRecord {
  fileprivate func check() throws(RecordFault) {
    try require(!names.isEmpty, "settings.images.names: is empty")
  }
}

extension TrainRunSettings: CheckedRecord {
  func check() throws(RecordFault) {
    try require(!candidates.isEmpty, "settings.candidates: is empty")
    try require((2...100).contains(seedCount ?? 2), "settings.seedCount: is not from 2 to 100")
    try require(
      origins.map { $0.count == candidates.count } ?? true,
      "settings.origins: not one for each candidate")
    try require(
      [data.trainingCount, data.testCount].allLie(in: possibleSizes),
      "settings.data: no possible numbers of images")
    try require(!data.classNames.isEmpty, "settings.data.classNames: is empty")
    try require(
      (1...1 << 31).contains(training.batchSize), "settings.training.batchSize: is not possible")
    try training.curriculum.check()
  }
}

extension CurriculumSettings {
  fileprivate func check() throws(RecordFault) {
    try require(
      [largestBatchMultiplier, leastGridSide, authorsEpochs ?? 1].allLie(in: 1...100_000),
      "settings.training.curriculum: numbers are above 100000 or below 1")
  }
}
