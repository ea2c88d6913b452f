public import AsViTArchitecture

/// Number of parameters, classifier included: what other proxies have to beat.
public enum ParameterCount: SeparableProxy {
  public static let metric = Metric("parameterCount")
  public static let word = "params"
  public static let title = "number of parameters"
  public static let direction: Direction? = .higher
  public static let isLogarithmic = true

  public static func value(of architecture: Architecture) -> Double {
    Double(architecture.parameterCount)
  }

  public static func term(of layer: Layer) -> Double { Double(layer.parameterCount) }
}
