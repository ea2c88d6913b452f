/// One categorical of a search space: a value of the genes and what it may be.
public struct Choice: Sendable {
  /// What a larger value does to the counts of parameters and multiply-accumulates.
  public enum Effect: Hashable, Sendable {
    /// Neither count falls.
    case grows
    /// Neither count rises.
    case shrinks
    /// One way or the other.
    case varies
  }

  /// Such as `K1` or `heads`.
  public let name: String
  /// Distinct, in the order of the space file, as genes hold them.
  public let options: [Int]
  public let effect: Effect
  /// A value as a genotype writes it.
  let label: @Sendable (Int) -> String

  public init(
    _ name: String, options: [Int], effect: Effect,
    label: @escaping @Sendable (Int) -> String = { "\($0)" }
  ) {
    self.name = name
    self.options = options
    self.effect = effect
    self.label = label
  }

  /// The options as a genotype writes them.
  public var labels: [String] { options.map(label) }
}
