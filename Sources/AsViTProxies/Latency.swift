/// Time of a forward pass in milliseconds.
///
/// No `Proxy`: it is not a function of architecture and seed. It is measured once, on one machine, and
/// what was measured is recorded.
public enum Latency: Quantity {
  public static let metric = Metric("latency")
  public static let word = "latency"
  public static let title = "latency, ms"
  public static let direction: Direction? = .lower
}
