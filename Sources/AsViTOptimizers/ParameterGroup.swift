/// What a tensor is exempt from, and its share of the learning rate.
public struct ParameterGroup: Hashable, Sendable {
  /// The factor of the rule's learning rate.
  public var learningRateScale: Double
  /// Whether weight decay applies.
  public var isDecayed: Bool
  /// Whether a layer-wise rule scales the step.
  public var isAdapted: Bool

  public init(learningRateScale: Double = 1, isDecayed: Bool = true, isAdapted: Bool = true) {
    self.learningRateScale = learningRateScale
    self.isDecayed = isDecayed
    self.isAdapted = isAdapted
  }

  /// Weights of linear layers and convolutions: decayed and adapted.
  public static let weights = ParameterGroup()

  /// Biases, gains of norms, tokens and position embeddings: neither decayed nor adapted.
  public static let exempt = ParameterGroup(isDecayed: false, isAdapted: false)

  /// The usual group of a tensor: `exempt` for at most one dimension, names that end in `.bias`, and
  /// embeddings of positions and tokens, which is timm's rule with its list for vision transformers.
  public static func usual(forTensorNamed name: String, shape: [Int]) -> ParameterGroup {
    let isExempt =
      shape.count <= 1 || name.hasSuffix(".bias")
      || embeddings.contains { name == $0 || name.hasSuffix("." + $0) }
    return isExempt ? .exempt : .weights
  }

  private static let embeddings = [
    "pos_embed", "absolute_pos_embed", "cls_token", "reg_token", "dist_token",
  ]
}
