/// Length of the curve of unit tangents, the Gauss map, along a circle of inputs, of networks without
/// LayerNorm.
///
/// Chen et al., ICLR 2022, section 3.1 (arXiv:2202.11921), for comparison only.
public enum GaussMapLength: CurveProxy {
  public static let metric = Metric("gaussMapLength")
  public static let word = "gauss"
  public static let title = "length of the Gauss map"
  public static let direction: Direction? = nil
  public static let needs = ProxyNeeds.acceleration

  public static func rate(at point: CurvePoint) -> Double { point.turningSpeed }
}
