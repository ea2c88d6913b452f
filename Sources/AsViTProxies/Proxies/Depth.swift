public import AsViTArchitecture

/// The number of blocks: a layer counter, to know others by.
public enum Depth: SeparableProxy {
  public static let metric = Metric("depth")
  public static let word = "depth"
  public static let title = "number of blocks"
  public static let direction: Direction? = .higher

  public static func value(of architecture: Architecture) -> Double {
    Double(architecture.blockWidths.count)
  }

  public static func term(of layer: Layer) -> Double { layer.blockWidth == nil ? 0 : 1 }
}
