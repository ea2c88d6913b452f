/// What was measured at an update of a training.
struct TrainingScalars {
  /// Updates so far.
  let step: Int
  /// Seconds of training so far; those of a leg are spread over its updates evenly.
  let seconds: Double
  /// By tags, in the order of `tags`.
  let values: [(tag: String, value: Double)]

  /// All that is ever measured.
  static let tags = [
    "train/loss", "train/gradient-norm", "train/learning-rate", "test/loss", "test/top-1",
    "test/top-5",
  ]
}

extension TrainingScalars {
  /// Those of a training's legs, in order.
  static func all(of legs: [TrainLeg]) -> [TrainingScalars] {
    var (scalars, step, seconds) = ([TrainingScalars](), 0, 0.0)
    for leg in legs {
      let updates = max(1, leg.position.step - step)
      for point in leg.curve {
        let share = Double(point.step - step) / Double(updates)
        scalars.append(
          TrainingScalars(
            step: point.step, seconds: seconds + share * leg.seconds,
            values: [
              ("train/loss", point.loss), ("train/gradient-norm", point.gradientNorm),
              ("train/learning-rate", point.learningRate),
            ].present))
      }
      (step, seconds) = (leg.position.step, seconds + leg.seconds)
      if let evaluation = leg.evaluation {
        scalars.append(
          TrainingScalars(
            step: step, seconds: seconds,
            values: [
              ("test/loss", evaluation.loss), ("test/top-1", evaluation.topOne),
              ("test/top-5", evaluation.topFive),
            ].present))
      }
    }
    return scalars
  }
}

extension [(String, Double?)] {
  fileprivate var present: [(tag: String, value: Double)] {
    compactMap { tag, value in value.map { (tag, $0) } }
  }
}
