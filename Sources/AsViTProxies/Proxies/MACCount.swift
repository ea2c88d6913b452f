public import AsViTArchitecture

/// Multiply-accumulates for one image.
public enum MACCount: SeparableProxy {
  public static let metric = Metric("macCount")
  public static let word = "macs"
  public static let title = "number of MACs"
  public static let direction: Direction? = .higher
  public static let isLogarithmic = true

  public static func value(of architecture: Architecture) -> Double {
    Double(architecture.macCount)
  }

  public static func term(of layer: Layer) -> Double { Double(layer.macCount) }
}
