/// A learning rate, and for some schedules a momentum, as a function of time.
///
/// Time is in the unit of the schedule's own lengths: the index of the update from 0, or the
/// fraction of the budget that is spent. The value at the index of an update is what that update
/// uses.
///
///     let schedule = Warmup(CosineDecay(peak: 1e-3, length: 0.9), length: 0.1)
///     optimizer.rule.follow(schedule, at: spent / budget)
public protocol Schedule: Sendable {
  func learningRate(at time: Double) -> Double

  /// The momentum; nil where the schedule leaves the momentum of the rule as it is.
  func momentum(at time: Double) -> Double?
}

extension Schedule {
  public func momentum(at time: Double) -> Double? { nil }
}

extension UpdateRule {
  /// Sets the hyper-parameters of the next update.
  public mutating func follow(_ schedule: some Schedule, at time: Double) {
    learningRate = schedule.learningRate(at: time)
    if let momentum = schedule.momentum(at: time) { self.momentum = momentum }
  }
}
