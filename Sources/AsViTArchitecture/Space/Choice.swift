/// One categorical of a search space: a value of the genes and what it may be.
public struct Choice: Hashable, Sendable {
  /// `K1`, `S1`, `E1`, `K2`, … for kernel, split and expansion of a stage, then `heads`.
  public let name: String
  public let gene: Gene
  /// Distinct, in the order of the space file.
  public let options: [Int]
  /// Where the genes hold the value.
  let value: WritableKeyPath<AsViTGenes, Int> & Sendable
}
