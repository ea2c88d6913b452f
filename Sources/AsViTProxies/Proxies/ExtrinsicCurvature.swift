/// Extrinsic curvature of the features' curve along a circle of inputs, of networks without LayerNorm.
///
/// Chen et al., ICLR 2022, section 3.1 (arXiv:2202.11921), for comparison only.
public enum ExtrinsicCurvature: CurveProxy {
  public static let metric = Metric("extrinsicCurvature")
  public static let word = "curvature"
  public static let title = "extrinsic curvature"
  public static let direction: Direction? = nil
  public static let needs = ProxyNeeds.acceleration

  public static func rate(at point: CurvePoint) -> Double { point.curvature }
}
