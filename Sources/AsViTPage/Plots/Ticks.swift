import Glibc

/// Round values along an axis.
struct Ticks: Sendable {
  let values: [Double]
  /// Digits after the point that tell the values apart.
  let fractionDigits: Int

  /// Multiples of 1, 2 or 5 times a power of ten within `range`, at most `count` of them.
  ///
  /// - Parameter leastStep: a power of ten that they are multiples of; 0 for any.
  static func linear(
    in range: ClosedRange<Double>, count: Int, leastStep: Double = 0
  ) -> Ticks {
    let power = pow(10, floor(log10((range.upperBound - range.lowerBound) / Double(count))))
    for factor in [1.0, 2, 5] where factor * power >= leastStep {
      let ticks = multiples(of: factor * power, in: range)
      if ticks.values.count <= count { return ticks }
    }
    return multiples(of: max(10 * power, leastStep), in: range)
  }

  private static func multiples(of step: Double, in range: ClosedRange<Double>) -> Ticks {
    let first = (range.lowerBound / step - 1e-9).rounded(.up)
    let last = (range.upperBound / step + 1e-9).rounded(.down)
    return Ticks(
      values: stride(from: first, through: last, by: 1).map { $0 == 0 ? 0 : $0 * step },
      fractionDigits: max(0, -Int(floor(log10(step) + 1e-9))))
  }

  /// Powers of ten within `range`, with their double and fivefold when there are few; over a
  /// narrow range as on a linear axis.
  static func logarithmic(in range: ClosedRange<Double>, count: Int) -> Ticks {
    let (first, last) = (floor(log10(range.lowerBound)), ceil(log10(range.upperBound)))
    for factors in [[1, 2, 5], [1, 3], [1.0]] {
      let values = stride(from: first, through: last, by: 1).flatMap { exponent in
        factors.map { $0 * pow(10, exponent) }
      }.filter(range.contains)
      if (3...count + 1).contains(values.count) || factors.count == 1 && values.count > count {
        let every = (values.count + count - 1) / count
        return Ticks(
          values: stride(from: 0, to: values.count, by: every).map { values[$0] },
          fractionDigits: max(0, -Int(floor(log10(values[0]) + 1e-9))))
      }
    }
    return linear(in: range, count: count)
  }
}

extension Int {
  /// The number with commas between groups of three digits.
  var grouped: String {
    let digits = Array(String(magnitude))
    let groups = digits.indices.map { index in
      (index > 0 && (digits.count - index).isMultiple(of: 3) ? "," : "") + String(digits[index])
    }
    return (self < 0 ? "−" : "") + groups.joined()
  }
}
