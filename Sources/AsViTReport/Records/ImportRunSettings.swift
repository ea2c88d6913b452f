/// What `run.json` says of weights that were imported.
public struct ImportRunSettings: Codable, Sendable {
  /// The file that they came from, as it was named.
  public let weights: String
  /// What the weights file says of its network.
  public let metadata: [String: String]

  public init(weights: String, metadata: [String: String]) {
    self.weights = weights
    self.metadata = metadata
  }
}
