/// A linear rise before another schedule.
///
/// torch's `SequentialLR` of `LinearLR` and another schedule, torch's `ConstantWithLinearWarmup`, and
/// timm's `warmup_t`.
public struct Warmup<Base: Schedule>: Schedule {
  public var base: Base
  public var start: Double
  /// The rate that the rise would reach at its end; nil for the first rate of the base. timm's
  /// warm-up rises to the peak, which a milestone at the first update has already lowered.
  public var peak: Double?
  public var length: Double
  /// Whether the base begins after the rise, so that the whole is longer by `length`. Otherwise the
  /// rise hides its first part and the rate jumps at its end: timm's default for cosine and
  /// polynomial decay.
  public var isPrefix: Bool

  public init(
    _ base: Base, from start: Double = 0, to peak: Double? = nil, length: Double,
    isPrefix: Bool = true
  ) {
    self.base = base
    self.start = start
    self.peak = peak
    self.length = length
    self.isPrefix = isPrefix
  }

  public func learningRate(at time: Double) -> Double {
    guard time < length else { return base.learningRate(at: baseTime(at: time)) }
    return start + ((peak ?? base.learningRate(at: 0)) - start) * (time / length)
  }

  public func momentum(at time: Double) -> Double? { base.momentum(at: baseTime(at: time)) }

  private func baseTime(at time: Double) -> Double {
    isPrefix ? max(0, time - length) : time
  }
}

extension Warmup: Equatable where Base: Equatable {}
extension Warmup: Hashable where Base: Hashable {}
