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

  /// The part of the network that a choice acts on.
  ///
  /// Where all choices of the whole network are made, parameters and multiply-accumulates are sums
  /// over the other parts: what an option of one part adds does not depend on the options of
  /// another.
  public enum Scope: Hashable, Sendable {
    /// All of it, as the width does.
    case network
    /// The embedding or merging that leads into a stage, counted from 1.
    case entry(stage: Int)
    /// The blocks of a stage, counted from 1.
    case stage(Int)
    /// One block, counted from 1.
    case block(Int)
  }

  /// A name such as `K1` or `heads`.
  public let name: String
  /// Distinct values in the order of the space file, as genes hold them. The first is the default:
  /// what a search takes where its objective does not decide.
  public let options: [Int]
  public let effect: Effect
  public let scope: Scope
  /// A value as a genotype writes it.
  let label: @Sendable (Int) -> String

  public init(
    _ name: String, options: [Int], effect: Effect, scope: Scope = .network,
    label: @escaping @Sendable (Int) -> String = { "\($0)" }
  ) {
    self.name = name
    self.options = options
    self.effect = effect
    self.scope = scope
    self.label = label
  }

  /// The options as a genotype writes them.
  public var labels: [String] { options.map(label) }
}
