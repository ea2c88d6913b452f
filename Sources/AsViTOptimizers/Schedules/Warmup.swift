/// A linear rise to the first rate of another schedule.
///
/// torch's `SequentialLR` of `LinearLR` and another schedule, torch's `ConstantWithLinearWarmup`, and
/// timm's `warmup_t`.
public struct Warmup<Base: Schedule>: Schedule {
  public var base: Base
  public var start: Double
  public var length: Double
  /// Whether the base begins after the rise, so that the whole is longer by `length`. Otherwise the
  /// rise hides its first part and the rate jumps at its end: timm's default for cosine and
  /// polynomial decay.
  public var isPrefix: Bool

  public init(_ base: Base, from start: Double = 0, length: Double, isPrefix: Bool = true) {
    self.base = base
    self.start = start
    self.length = length
    self.isPrefix = isPrefix
  }

  public func learningRate(at time: Double) -> Double {
    guard time < length else { return base.learningRate(at: baseTime(at: time)) }
    return start + (base.learningRate(at: 0) - start) * (time / length)
  }

  public func momentum(at time: Double) -> Double? { base.momentum(at: baseTime(at: time)) }

  private func baseTime(at time: Double) -> Double {
    isPrefix ? max(0, time - length) : time
  }
}

extension Warmup: Equatable where Base: Equatable {}
extension Warmup: Hashable where Base: Hashable {}
