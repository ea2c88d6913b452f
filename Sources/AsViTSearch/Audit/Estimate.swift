import AsViTStatistics

/// A statistic and its bootstrap interval of 95 %.
public struct Estimate: Hashable, Codable, Sendable {
  public let value: Double
  /// Nil when too few samples have a value.
  public let interval: ClosedRange<Double>?
}

extension Estimate {
  /// Nil when the rows themselves have no value.
  init?(_ resampled: Resampled) {
    guard let value = resampled.estimate else { return nil }
    self.init(value: value, interval: resampled.interval)
  }
}

/// Text such as `0.52 [0.31, 0.7]`, rounded to thousandths.
extension Estimate: CustomStringConvertible {
  public var description: String {
    func text(_ value: Double) -> String { "\((1000 * value).rounded() / 1000)" }
    return text(value)
      + (interval.map { " [\(text($0.lowerBound)), \(text($0.upperBound))]" } ?? "")
  }
}

/// What an interval says of a claim.
public enum Verdict: String, Codable, CaseIterable, Sendable {
  /// The interval is above 0.
  case yes
  /// The interval is below 0.
  case no
  case undecided

  init(_ estimate: Estimate?) {
    switch estimate?.interval {
    case let interval? where interval.lowerBound > 0: self = .yes
    case let interval? where interval.upperBound < 0: self = .no
    default: self = .undecided
    }
  }
}
