import AsViTReport
import Glibc

/// One axis of a plot: what it measures, from where to where.
struct Axis: Sendable {
  enum Kind: Sendable {
    case linear
    /// A logarithmic axis, of values above zero.
    case logarithmic
  }

  let label: String
  let kind: Kind
  let range: ClosedRange<Double>
  /// Whether ticks read as counts, such as `1.5M`.
  let showsCounts: Bool
  /// Whether it counts steps, blocks or the like, so that ticks are whole numbers.
  let isWhole: Bool

  /// An axis that holds all values.
  ///
  /// - Parameters:
  ///   - values: finite; on a logarithmic axis those above zero count.
  ///   - floor: a value to begin at, when all values are above it.
  ///   - isPadded: whether the outermost values keep a distance to the ends.
  init(
    _ label: String, _ kind: Kind = .linear, holding values: [Double], floor: Double? = nil,
    isPadded: Bool = true, showsCounts: Bool = false, isWhole: Bool = false
  ) {
    self.label = label
    self.kind = kind
    self.showsCounts = showsCounts
    self.isWhole = isWhole
    let values = (values + [floor].compactMap(\.self)).filter {
      $0.isFinite && (kind == .linear || $0 > 0)
    }
    .map { Self.shortened($0) }.map { kind == .linear ? $0 : log10($0) }
    var (low, high) = (values.min() ?? 0, values.max() ?? 1)
    if high - low <= max(abs(high) * 1e-12, Self.leastLength) {
      let margin = low == 0 || kind == .logarithmic ? 0.5 : abs(low) / 2
      (low, high) = (low - margin, high + margin)
    } else if isPadded {
      let margin = (high - low) * 0.05
      (low, high) = (floor == nil ? low - margin : low, high + margin)
    }
    range = kind == .linear ? low...high : pow(10, low)...pow(10, high)
  }

  /// What an axis can hold, so that its length, its ticks and the quotient of its ends are finite.
  private static let (leastLength, largestValue) = (1e-130, 1e130)

  private static func shortened(_ value: Double) -> Double {
    let value = min(max(value, -largestValue), largestValue)
    return abs(value) < leastLength && value > 0 ? leastLength : value
  }

  /// The place of a value, 0 at the lower end and 1 at the upper; a value beyond an end lies there.
  func position(of value: Double) -> Double {
    let value = value.isNaN ? range.lowerBound : value
    return unclampedPosition(of: min(max(value, range.lowerBound), range.upperBound))
  }

  private func unclampedPosition(of value: Double) -> Double {
    switch kind {
    case .linear:
      (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    case .logarithmic:
      log(value / range.lowerBound) / log(range.upperBound / range.lowerBound)
    }
  }

  /// Round values, about `count`, with their texts.
  func ticks(count: Int) -> [(value: Double, text: String)] {
    let ticks =
      kind == .linear
      ? Ticks.linear(in: range, count: count, leastStep: isWhole ? 1 : 0)
      : Ticks.logarithmic(in: range, count: count)
    return ticks.values.map { value in
      if showsCounts { return (value, value.shownAsCount) }
      let isRound = kind == .logarithmic && value >= 1 && value == value.rounded()
      return (value, value.shown(fractionDigits: isRound ? 0 : ticks.fractionDigits))
    }
  }
}
