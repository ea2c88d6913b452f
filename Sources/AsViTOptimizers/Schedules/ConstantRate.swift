/// The same rate at all times.
public struct ConstantRate: Schedule, Hashable {
  public var rate: Double

  public init(_ rate: Double) { self.rate = rate }

  public func learningRate(at time: Double) -> Double { rate }
}
