import AsViTCurriculum

/// The stages of a curriculum as a table.
struct PlanTable: CustomStringConvertible {
  private let plan: CurriculumPlan
  /// The updates of each stage; nil while it is not known what a budget of time pays for.
  private let updateCounts: [Int]?

  /// - Parameters:
  ///   - computation: multiply-accumulates forward of the whole training, where they are known.
  ///   - batchSize: where a stage does not change it.
  init(_ plan: CurriculumPlan, computation: Double?, batchSize: Int) {
    self.plan = plan
    updateCounts = computation.map {
      plan.forecast(computation: $0, batchSize: batchSize).map(\.stepCount)
    }
  }

  var description: String {
    var table = Table(header: [
      "stage", "image", "stride", "dilation", "tokens", "magnitude", "share %", "MACs", "replay",
      "batch", "updates",
    ])
    for stage in plan.stages {
      table.append([
        "\(stage.index + 1)", "\(stage.imageSide)", "\(stage.tokenization.stride)",
        "\(stage.tokenization.dilation)", "\(stage.tokenCount)",
        stage.magnitude.shown(digits: 2), (100 * stage.share).shown(digits: 3),
        stage.macsPerSample.shown,
        "x\(stage.replayFactor)", "x\(stage.batchMultiplier)",
        updateCounts.map { "\($0[stage.index])" } ?? "",
      ])
    }
    return table.description
  }
}
