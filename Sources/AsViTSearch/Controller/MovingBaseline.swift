import Glibc

/// An exponential moving average of rewards, corrected for its start at zero.
///
///     b ← μ b + (1 − μ) R,  value = b / (1 − μᵗ)
public struct MovingBaseline: Hashable, Sendable {
  /// μ.
  public let momentum: Double
  private var average = 0.0
  private var updateCount = 0

  public init(momentum: Double = 0.9) { self.momentum = momentum }

  /// The average; nil before the first reward.
  public var value: Double? {
    updateCount == 0 ? nil : average / (1 - pow(momentum, Double(updateCount)))
  }

  public mutating func update(with reward: Double) {
    average = momentum * average + (1 - momentum) * reward
    updateCount += 1
  }
}
