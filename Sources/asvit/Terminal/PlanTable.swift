import AsViTArchitecture
import AsViTCurriculum

/// The phases of a curriculum as a table.
struct PlanTable {
  private let plan: CurriculumPlan
  /// The updates of each phase; nil while it is not known what a budget of time pays for.
  private let updateCounts: [Int]?

  /// - Parameters:
  ///   - computation: multiply-accumulates forward of the whole training, where they are known.
  ///   - batchSize: where a phase does not change it.
  init(_ plan: CurriculumPlan, computation: Double?, batchSize: Int) {
    self.plan = plan
    updateCounts = computation.map {
      plan.forecast(computation: $0, batchSize: batchSize).map(\.stepCount)
    }
  }

  func text(for terminal: Terminal) -> String {
    var table = Table(header: [
      "phase", "image", "stride", "dilation", "tokens", "magnitude", "share %", "MACs", "replay",
      "batch", "updates",
    ])
    for phase in plan.phases {
      table.append([
        "\(phase.index + 1)", "\(phase.imageSide)", "\(phase.tokenization.stride)",
        "\(phase.tokenization.dilation)", "\(phase.tokenCount)",
        phase.magnitude.shown(digits: 2), (100 * phase.share).shown(digits: 3),
        phase.macsPerSample.shown,
        "x\(phase.replayFactor)", "x\(phase.batchMultiplier)",
        updateCounts.map { "\($0[phase.index])" } ?? "",
      ])
    }
    return table.text(for: terminal)
  }
}
