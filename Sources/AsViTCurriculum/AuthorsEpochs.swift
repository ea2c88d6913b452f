/// A phase of EfficientTrain in whole epochs, rounded as its authors do.
///
/// A phase at a small image side runs inside a schedule of its own length, stretched by what the
/// images save: epochs from `startEpoch` up to `endEpoch` of `scheduleEpochs`.
///
/// Wang et al., ICCV 2023 and TPAMI 2024, the authors' launch scripts.
public struct AuthorsPhase: Hashable, Sendable {
  public let imageSide: Int
  /// The magnitude of RandAugment.
  public let magnitude: Int
  /// How often a loaded image is used; epochs are divided by it.
  public let replayFactor: Int
  public let scheduleEpochs: Int
  public let warmupEpochs: Int
  public let startEpoch: Int
  public let endEpoch: Int

  /// Times that the data is passed through, replays included.
  public var passCount: Int { (endEpoch - startEpoch) * replayFactor }
  /// Fractions of the learning-rate schedule at which the phase starts and ends.
  public var scheduleStart: Double { Double(startEpoch) / Double(scheduleEpochs) }
  public var scheduleEnd: Double { Double(endEpoch) / Double(scheduleEpochs) }
}

/// The authors' warm-up.
public enum AuthorsWarmup: Hashable, Sendable {
  /// Epochs of whatever schedule a phase runs in, divided by its replay factor.
  case epochs(Int)
  /// A share of the computation, which is DeiT's, in per cent.
  case percent(Int)
}

extension AuthorsPhase {
  /// EfficientTrain: phases of a fifth of the epochs each.
  ///
  /// - Parameter sides: of the images, one for each phase.
  public static func efficientTrain(epochs: Int, sides: [Int], warmup: Int = 20) -> [AuthorsPhase] {
    sides.enumerated().map { index, side in
      AuthorsPhase(
        imageSide: side, magnitude: 2 * index + 1, replayFactor: 1, scheduleEpochs: epochs,
        warmupEpochs: warmup, startEpoch: epochs * index / sides.count,
        endEpoch: epochs * (index + 1) / sides.count)
    }
  }

  /// EfficientTrain++: phase k is the k-th tenth of a schedule of ⌊T (H / B)² / r⌋ epochs. Where the
  /// side B or the replay factor r changes, the epochs done are expressed in the new schedule: first
  /// times the quotient of the replay factors, then times that of the squared sides, each rounded to
  /// the nearest, halves to even.
  ///
  /// - Parameters:
  ///   - epochs: at full size, T.
  ///   - sides: of the images, one for each phase.
  ///   - replayFactors: one for each phase.
  ///   - fullSide: H.
  public static func efficientTrainPlusPlus(
    epochs: Int, sides: [Int], replayFactors: [Int], fullSide: Int,
    warmup: AuthorsWarmup = .epochs(20)
  ) -> [AuthorsPhase] {
    var phases: [AuthorsPhase] = []
    for (index, (side, replays)) in zip(sides, replayFactors).enumerated() {
      let stretched = fullSide * fullSide
      let cost = side * side * replays
      let scheduleEpochs = epochs * stretched / cost
      var start = 0
      if let last = phases.last {
        start = last.endEpoch
        if last.replayFactor != replays {
          start = rounded(start * last.replayFactor, over: replays)
        }
        start = rounded(start * last.imageSide * last.imageSide, over: side * side)
      }
      let warmupEpochs =
        switch warmup {
        case .epochs(let count): count / replays
        case .percent(let share): share * epochs * stretched / (100 * cost)
        }
      phases.append(
        AuthorsPhase(
          imageSide: side, magnitude: index, replayFactor: replays,
          scheduleEpochs: scheduleEpochs, warmupEpochs: warmupEpochs, startEpoch: start,
          endEpoch: scheduleEpochs * (index + 1) / sides.count))
    }
    return phases
  }

  private static func rounded(_ numerator: Int, over denominator: Int) -> Int {
    Int((Double(numerator) / Double(denominator)).rounded(.toNearestOrEven))
  }
}
