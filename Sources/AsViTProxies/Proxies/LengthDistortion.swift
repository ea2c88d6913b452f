/// Length Lᴱ of the features' curve along a circle of inputs, of networks without LayerNorm: Σ ‖v‖.
///
/// Chen et al., ICLR 2022, section 3.1 (arXiv:2202.11921).
public enum LengthDistortion: CurveProxy {
  public static let metric = Metric("lengthDistortion")
  public static let word = "length"
  public static let title = "length distortion Lᴱ"
  public static let direction: Direction? = .higher

  public static func rate(at point: CurvePoint) -> Double { point.speed }
}
