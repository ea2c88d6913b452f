import AsViTCurriculum

/// The stages of a curriculum as a table.
struct PlanTable: CustomStringConvertible {
  private let plan: CurriculumPlan

  init(_ plan: CurriculumPlan) { self.plan = plan }

  var description: String {
    var table = Table(header: [
      "stage", "image", "stride", "dilation", "tokens", "magnitude", "share %", "MACs", "replay",
      "batch",
    ])
    for stage in plan.stages {
      table.append([
        "\(stage.index + 1)", "\(stage.imageSide)", "\(stage.tokenization.stride)",
        "\(stage.tokenization.dilation)", "\(stage.tokenCount)",
        magnitude(of: stage), (100 * stage.share).shown(digits: 3), stage.macsPerSample.shown,
        "x\(stage.replayFactor)", "x\(stage.batchMultiplier)",
      ])
    }
    return table.description
  }

  private func magnitude(of stage: CurriculumStage) -> String {
    let (first, last) = (
      stage.firstMagnitude.shown(digits: 2), stage.lastMagnitude.shown(digits: 2)
    )
    return first == last ? first : "\(first)-\(last)"
  }
}
