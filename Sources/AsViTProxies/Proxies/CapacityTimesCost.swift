public import AsViTArchitecture

/// Spectral capacity times the fourth root of the multiply-accumulates: capacity that also sees the
/// image side and how long a stage keeps its tokens.
public enum CapacityTimesCost: ClosedFormProxy {
  public static let metric = Metric("capacityTimesCost")
  public static let word = "capacity-macs"
  public static let title = "spectral capacity times MACs^¼"
  public static let direction: Direction? = .higher
  public static let isLogarithmic = true

  public static func value(of architecture: Architecture) -> Double {
    SpectralCapacity.value(of: architecture)
      * Double(architecture.macCount).squareRoot().squareRoot()
  }
}
