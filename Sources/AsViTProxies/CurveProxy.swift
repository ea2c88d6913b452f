/// A proxy that adds up along the circle of inputs.
public protocol CurveProxy: Proxy {
  /// What a point of the circle adds.
  static func rate(at point: CurvePoint) -> Double
}

extension CurveProxy {
  public static var needs: ProxyNeeds { .curve }

  public static func outcomes(in trial: Trial) -> [Outcome] { trial.sums(of: Self.self) }
}
