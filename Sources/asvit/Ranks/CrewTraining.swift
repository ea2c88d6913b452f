import AsViTRanks
import AsViTReport

/// On all ranks of a job, one unit at a time on each.
struct CrewTraining: TrainingSite {
  let crew: Crew
  /// When it says so, the trainings are paused.
  let pauses: () -> Bool

  /// How long checkpoints of paused trainings are waited for.
  private static let pauseTime = Duration.seconds(5)

  func train(
    _ units: [TrainUnit], telling tell: (TrainNews, TrainUnit) throws -> Void
  ) throws -> Bool {
    // The long ones first, so that none is alone at the end.
    var waiting = units.sorted { $0.cost < $1.cost }
    var underWay: [Int: TrainUnit] = [:]
    var pause: ContinuousClock.Instant?
    while true {
      if pause == nil, pauses() {
        pause = .now
        waiting = []
        try crew.pause()
      }
      if let pause, pause.duration(to: .now) > Self.pauseTime { return false }
      // No more than ranks: a checkpoint that waits takes memory, and a unit takes minutes.
      while underWay.count < crew.size, let unit = waiting.popLast() {
        underWay[try crew.submit(unit.message(), cost: unit.cost)] = unit
      }
      guard !underWay.isEmpty else { return pause == nil }
      switch try crew.next(within: .milliseconds(50)) {
      case .report(let number, let message):
        guard let unit = underWay[number] else { preconditionFailure("no unit \(number)") }
        try tell(TrainNews(message: message), unit)
      case .result(let number, _): underWay[number] = nil
      case nil: break
      }
    }
  }

  func finish() throws { try crew.finish() }
}
