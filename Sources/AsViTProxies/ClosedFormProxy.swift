public import AsViTArchitecture

/// A proxy that is a function of the architecture alone: one value, without a network.
public protocol ClosedFormProxy: Proxy {
  static func value(of architecture: Architecture) -> Double
}

extension ClosedFormProxy {
  public static func outcomes(in trial: Trial) -> [Outcome] {
    [Outcome(value(of: trial.architecture))]
  }
}
