internal import Glibc

/// One cycle of the rate, up to a peak and down to far below the start, with the momentum in the
/// opposite direction.
///
/// For adaptive rules the momentum is β₁. Smith's original has linear phases and three of them.
///
/// Smith and Topin, 2018 (arXiv:1708.07120); Smith, 2018 (arXiv:1803.09820).
public struct OneCycle: Schedule, Hashable {
  public enum Annealing: Hashable, Sendable {
    case cosine
    case linear

    /// A share of the way from `start` to `end`.
    func value(from start: Double, to end: Double, share: Double) -> Double {
      switch self {
      case .cosine: end + (start - end) / 2 * (1 + cos(.pi * share))
      case .linear: start + (end - start) * share
      }
    }
  }

  /// Values at the end of a phase.
  struct Knot: Hashable {
    let time: Double
    let rate: Double
    let momentum: Double
  }

  private let knots: [Knot]
  private let annealing: Annealing
  private let cyclesMomentum: Bool

  /// Over `updateCount` updates as torch's `OneCycleLR`: phases end at the updates
  /// `rise · updateCount − 1` and `updateCount − 1`, which need not be whole.
  ///
  /// - Parameters:
  ///   - rise: share of the updates until the peak.
  ///   - startDivisor: peak over first rate.
  ///   - endDivisor: first over last rate.
  ///   - momenta: least, at the peak, and greatest; nil leaves the momentum alone.
  ///   - hasThirdPhase: back to the first rate in as many updates as the rise, and only then down
  ///     to the last with the greatest momentum.
  public init(
    peak: Double, updateCount: Int, rise: Double = 0.3, annealing: Annealing = .cosine,
    startDivisor: Double = 25, endDivisor: Double = 1e4,
    momenta: ClosedRange<Double>? = 0.85...0.95, hasThirdPhase: Bool = false
  ) {
    let (start, count) = (peak / startDivisor, Double(updateCount))
    let (least, greatest) = (momenta?.lowerBound ?? 0, momenta?.upperBound ?? 0)
    var knots = [
      Knot(time: 0, rate: start, momentum: greatest),
      Knot(time: rise * count - 1, rate: peak, momentum: least),
    ]
    if hasThirdPhase {
      knots.append(Knot(time: 2 * rise * count - 2, rate: start, momentum: greatest))
    }
    knots.append(Knot(time: count - 1, rate: start / endDivisor, momentum: greatest))
    self.init(knots: knots, annealing: annealing, cyclesMomentum: momenta != nil)
  }

  /// Over a length of time as fastai's `fit_one_cycle`: the peak is at `rise · length`. With length 1
  /// time is the fraction of the budget.
  ///
  /// - Parameters:
  ///   - rise: share of the time until the peak.
  ///   - startDivisor: peak over first rate.
  ///   - endDivisor: peak over last rate.
  ///   - momenta: least, at the peak, and greatest; nil leaves the momentum alone.
  public init(
    peak: Double, length: Double, rise: Double = 0.25, startDivisor: Double = 25,
    endDivisor: Double = 1e5, momenta: ClosedRange<Double>? = 0.85...0.95
  ) {
    let (least, greatest) = (momenta?.lowerBound ?? 0, momenta?.upperBound ?? 0)
    self.init(
      knots: [
        Knot(time: 0, rate: peak / startDivisor, momentum: greatest),
        Knot(time: rise * length, rate: peak, momentum: least),
        Knot(time: length, rate: peak / endDivisor, momentum: greatest),
      ], annealing: .cosine, cyclesMomentum: momenta != nil)
  }

  private init(knots: [Knot], annealing: Annealing, cyclesMomentum: Bool) {
    self.knots = knots
    self.annealing = annealing
    self.cyclesMomentum = cyclesMomentum
  }

  public func learningRate(at time: Double) -> Double { value(\.rate, at: time) }

  public func momentum(at time: Double) -> Double? {
    cyclesMomentum ? value(\.momentum, at: time) : nil
  }

  /// Phases without length are passed over; after the last one its end stays.
  private func value(_ quantity: KeyPath<Knot, Double>, at time: Double) -> Double {
    for (start, end) in zip(knots, knots.dropFirst()) where time <= end.time {
      let length = end.time - start.time
      let share = length > 0 ? (time - start.time) / length : 1
      return annealing.value(
        from: start[keyPath: quantity], to: end[keyPath: quantity], share: share)
    }
    return knots.last![keyPath: quantity]
  }
}
