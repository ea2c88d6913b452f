public import AsViTProxies

/// Times of forward passes in rounds: in each the reference network ran, and then each of some others.
///
/// What slows a machine down for a while slows both down, so that times are taken as multiples of the
/// reference's in the same round.
public struct TimedRounds: Sendable {
  /// How many rounds there are: `repeatCount` times `roundsPerRepeat`.
  public static let count = repeatCount * roundsPerRepeat
  static let repeatCount = 5
  static let roundsPerRepeat = 9

  /// Seconds of the reference in each round.
  private let reference: [Double]
  /// Seconds of each other network in each round.
  private let others: [[Double]]

  /// - Parameter seconds: `[networks][rounds]`, of the reference first.
  /// - Precondition: each network has `count` times, which are above 0.
  public init(seconds: [[Double]]) {
    precondition(
      !seconds.isEmpty
        && seconds.allSatisfy { $0.count == Self.count && $0.allSatisfy { $0 > 0 } },
      "times of \(seconds.map(\.count)) rounds")
    reference = seconds[0]
    others = Array(seconds.dropFirst())
  }

  /// The median time of the reference.
  public var referenceMilliseconds: Double { 1000 * median(of: reference) }

  /// Latencies in milliseconds of all but the reference. Each repeat is the median over
  /// `roundsPerRepeat` rounds.
  ///
  /// - Parameter milliseconds: what the reference counts as.
  public func latencies(referenceMilliseconds milliseconds: Double) -> [Measurement] {
    others.map { seconds in
      let ratios = zip(seconds, reference).map(/)
      let repeats = (0..<Self.repeatCount).map { number in
        let start = number * Self.roundsPerRepeat
        return median(of: Array(ratios[start..<start + Self.roundsPerRepeat])) * milliseconds
      }
      return Measurement(repeats: repeats.map(Outcome.init))
    }
  }
}

/// The middle of an odd number of values, or the upper of both.
private func median(of values: [Double]) -> Double { values.sorted()[values.count / 2] }
