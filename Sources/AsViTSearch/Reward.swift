import AsViTProxies

/// How scores become a reward.
public enum RewardKind: String, Codable, CaseIterable, Sendable {
  /// `PaperReward`.
  case paper
}

/// As-ViT's reward: how much better a sample is than the one before, relative to recent ranges.
///
///     R = (Lₜ − Lₜ₋₁) / (range(L) + 1e-6) − (κₜ − κₜ₋₁) / (range(κ) + 1e-6)
///
/// with L the length distortion and κ the NTK condition number, means over repeats; the ranges are
/// over the last 20 samples including the present one. R = 0 for the first sample.
///
/// An outcome without a value counts as the worst value in that window: least L, greatest κ. A
/// metric without any value in the window, because it is not measured or always fails, adds
/// nothing. Paper and code have no such rule.
///
/// Chen et al., ICLR 2022, Algorithm 1 (arXiv:2202.11921); window and 1e-6 as in the authors' code.
public struct PaperReward: Sendable {
  /// How many samples the ranges are taken over.
  public static let windowLength = 20

  /// The last samples, oldest first.
  private var lengthDistortions: [Double?] = []
  private var conditionNumbers: [Double?] = []

  public init() {}

  /// The reward of a sample with `scores`, which becomes the last one.
  public mutating func next(after scores: Scores) -> Double {
    Self.append(scores.lengthDistortion?.mean.value, to: &lengthDistortions)
    Self.append(scores.conditionNumber?.mean.value, to: &conditionNumbers)
    return Self.relativeChange(of: lengthDistortions) { $0.min() }
      - Self.relativeChange(of: conditionNumbers) { $0.max() }
  }

  private static func append(_ value: Double?, to window: inout [Double?]) {
    window.append(value)
    if window.count > windowLength { window.removeFirst() }
  }

  /// From the last value but one to the last, over the range of all.
  private static func relativeChange(
    of window: [Double?], worst: ([Double]) -> Double?
  ) -> Double {
    let values = window.compactMap(\.self)
    guard window.count > 1, let worst = worst(values), let least = values.min(),
      let greatest = values.max()
    else { return 0 }
    let last = window[window.count - 1] ?? worst
    let previous = window[window.count - 2] ?? worst
    return (last - previous) / (greatest - least + 1e-6)
  }
}
