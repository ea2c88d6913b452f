import AsViTReport
import AsViTTraining

/// The status line of trainings, one or several at a time.
struct TrainProgress {
  /// What is known of a training since this process began with it.
  private struct Training {
    let first: TrainStatus
    let start: ContinuousClock.Instant
    var status: TrainStatus

    var seconds: Double { start.duration(to: .now) / .seconds(1) }
    var imagesPerSecond: Double {
      Double(status.position.sampleCount - first.position.sampleCount) / seconds
    }
    var remainingSeconds: Double {
      let speed = Double(status.position.spentMACs - first.position.spentMACs) / seconds
      return (status.totalMACs - Double(status.position.spentMACs)) / speed
    }
  }

  /// How many trainings there are.
  let count: Int
  private var line = StatusLine()
  /// Those under way, by their places.
  private var underWay: [Int: Training] = [:]

  init(count: Int) { self.count = count }

  mutating func show(_ status: TrainStatus, candidate: Int) {
    guard var training = underWay[candidate] else {
      underWay[candidate] = Training(first: status, start: .now, status: status)
      return
    }
    guard status.position.spentMACs > training.first.position.spentMACs else { return }
    training.status = status
    underWay[candidate] = training
    let (all, count) = (underWay, count)
    line.show(
      all.count > 1
        ? Self.progress(of: all.values, of: count)
        : Self.progress(of: training, candidate: candidate, of: count))
  }

  /// A training is as far as it is to be for now.
  mutating func finish(_ candidate: Int) { underWay[candidate] = nil }

  func end() { line.clear() }

  private static func progress(
    of training: Training, candidate: Int, of count: Int
  ) -> Progress {
    let status = training.status
    var parts = [
      "update \(status.position.step)", "\(training.imagesPerSecond.shown(digits: 3)) images/s",
      "ETA \(training.remainingSeconds.shownAsDuration)",
      "\((100 * status.fraction).shown(digits: 3)) % of the budget",
    ]
    if let loss = status.loss { parts.insert("loss \(loss.shown(digits: 3))", at: 1) }
    if count > 1 { parts.insert("candidate \(candidate + 1)/\(count)", at: 0) }
    return Progress(fraction: status.fraction, parts: parts)
  }

  /// Several at a time.
  private static func progress(
    of all: some Collection<Training>, of count: Int
  ) -> Progress {
    let fraction = all.map(\.status.fraction).reduce(0, +) / Double(all.count)
    let speed = all.map(\.imagesPerSecond).reduce(0, +)
    return Progress(
      fraction: fraction,
      parts: [
        "\(all.count) of \(count) candidates in training", "\(speed.shown(digits: 3)) images/s",
        "\((100 * fraction).shown(digits: 3)) % of their budgets",
      ])
  }
}
