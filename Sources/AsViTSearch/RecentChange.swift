public import AsViTProxies

/// As-ViT's reward: how much better a sample is than the one before, relative to recent ranges.
///
///     R = Σ ± (xₜ − xₜ₋₁) / (range(x) + 1e-6)
///
/// over the terms of an objective, + where higher is better; x are means over repeats, the ranges are
/// over the last 20 samples including the present one. R = 0 for the first sample.
///
/// An outcome without a value counts as the worst value in that window. A metric without any value in
/// the window, because it is not measured or always fails, adds nothing. Paper and code have no such
/// rule.
///
/// Chen et al., ICLR 2022, Algorithm 1 (arXiv:2202.11921), of length distortion and condition number;
/// window and 1e-6 as in the authors' code.
public struct RecentChange: Sendable {
  /// How many samples the ranges are taken over.
  public static let windowLength = 20

  private let objective: Objective
  /// The last samples, oldest first.
  private var window: [Scores] = []

  public init(in objective: Objective) { self.objective = objective }

  /// The reward of a sample with `scores`, which becomes the last one.
  public mutating func next(after scores: Scores) -> Double {
    window.append(scores)
    if window.count > Self.windowLength { window.removeFirst() }
    return objective.terms.reduce(0) { sum, term in
      let change = Self.relativeChange(of: window.map(term.value), towards: term.direction)
      return term.direction == .higher ? sum + change : sum - change
    }
  }

  /// The change from the last value but one to the last, over the range of all.
  private static func relativeChange(of window: [Double?], towards direction: Direction) -> Double {
    let values = window.compactMap(\.self)
    guard window.count > 1, let least = values.min(), let greatest = values.max() else { return 0 }
    let worst = direction == .higher ? least : greatest
    let last = window[window.count - 1] ?? worst
    let previous = window[window.count - 2] ?? worst
    return (last - previous) / (greatest - least + 1e-6)
  }
}
