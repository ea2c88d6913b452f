import Glibc

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

  /// The momentum at the start of the cycle, at the peak of the rate, and at the end.
  public struct Momenta: Hashable, Sendable {
    public var start: Double
    public var peak: Double
    public var end: Double

    public init(start: Double, peak: Double, end: Double) {
      self.start = start
      self.peak = peak
      self.end = end
    }

    /// Least at the peak of the rate, greatest at the start and the end.
    public init(_ range: ClosedRange<Double>) {
      self.init(start: range.upperBound, peak: range.lowerBound, end: range.upperBound)
    }
  }

  /// Values at the end of a phase.
  struct Knot: Hashable {
    let time: Double
    let rate: Double
    let momentum: Double?
  }

  private let knots: [Knot]
  private let annealing: Annealing

  /// A cycle over `updateCount` updates as torch's `OneCycleLR`: phases end at the updates
  /// `rise · updateCount − 1` and `updateCount − 1`, which need not be whole.
  ///
  /// - Parameters:
  ///   - rise: share of the updates until the peak.
  ///   - startDivisor: peak over first rate.
  ///   - endDivisor: first over last rate.
  ///   - momenta: nil leaves the momentum alone.
  ///   - hasThirdPhase: back to the first rate in as many updates as the rise, and only then down
  ///     to the last with the momentum of the start.
  public init(
    peak: Double, updateCount: Int, rise: Double = 0.3, annealing: Annealing = .cosine,
    startDivisor: Double = 25, endDivisor: Double = 1e4,
    momenta: Momenta? = Momenta(0.85...0.95), hasThirdPhase: Bool = false
  ) {
    let (start, count) = (peak / startDivisor, Double(updateCount))
    var knots = [
      Knot(time: 0, rate: start, momentum: momenta?.start),
      Knot(time: rise * count - 1, rate: peak, momentum: momenta?.peak),
    ]
    if hasThirdPhase {
      knots.append(Knot(time: 2 * rise * count - 2, rate: start, momentum: momenta?.start))
    }
    knots.append(Knot(time: count - 1, rate: start / endDivisor, momentum: momenta?.end))
    self.knots = knots
    self.annealing = annealing
  }

  /// A cycle over a length of time as fastai's `fit_one_cycle`: the peak is at `rise · length`.
  /// With length 1 time is the fraction of the budget.
  ///
  /// - Parameters:
  ///   - rise: share of the time until the peak.
  ///   - startDivisor: peak over first rate.
  ///   - endDivisor: peak over last rate.
  ///   - momenta: nil leaves the momentum alone.
  public init(
    peak: Double, length: Double, rise: Double = 0.25, startDivisor: Double = 25,
    endDivisor: Double = 1e5, momenta: Momenta? = Momenta(0.85...0.95)
  ) {
    knots = [
      Knot(time: 0, rate: peak / startDivisor, momentum: momenta?.start),
      Knot(time: rise * length, rate: peak, momentum: momenta?.peak),
      Knot(time: length, rate: peak / endDivisor, momentum: momenta?.end),
    ]
    annealing = .cosine
  }

  public func learningRate(at time: Double) -> Double {
    let (start, end, share) = phase(at: time)
    return annealing.value(from: start.rate, to: end.rate, share: share)
  }

  public func momentum(at time: Double) -> Double? {
    let (start, end, share) = phase(at: time)
    guard let first = start.momentum, let last = end.momentum else { return nil }
    return annealing.value(from: first, to: last, share: share)
  }

  /// The knots around a time and its share of the way between them. Phases without length are
  /// passed over; after the last one its end stays.
  private func phase(at time: Double) -> (start: Knot, end: Knot, share: Double) {
    for (start, end) in zip(knots, knots.dropFirst()) where time <= end.time {
      let length = end.time - start.time
      return (start, end, length > 0 ? (time - start.time) / length : 1)
    }
    let last = knots[knots.count - 1]
    return (last, last, 1)
  }
}
