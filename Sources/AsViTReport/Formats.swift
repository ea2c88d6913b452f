public import AsViTProxies
import Glibc

extension Double {
  /// Text as of C's `%.*g`, `digits` significant digits without trailing zeros; up to 10¹⁵ what has
  /// more digits before the point is shown as a whole number.
  public func shown(digits: Int = 4) -> String {
    if digits < 15, abs(self) < 1e15, abs(self) >= pow(10, Double(digits)) {
      return rounded().shown(digits: 15)
    }
    return printed("%.*g", digits)
  }

  /// Text as of C's `%.*f`, with a true minus sign and none before zero.
  public func shown(fractionDigits: Int) -> String {
    let text = printed("%.*f", fractionDigits)
    let isZero = !text.contains { "123456789".contains($0) }
    return text.replacing("-", with: isZero ? "" : "−")
  }

  private func printed(_ format: String, _ digits: Int) -> String {
    // The greatest Double has 309 digits before the point.
    var buffer = [CChar](repeating: 0, count: 400)
    let length = withVaList([Int32(digits), self]) {
      Int(vsnprintf(&buffer, buffer.count, format, $0))
    }
    return String(decoding: buffer[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// A duration in seconds, as `12 s`, `3 min 20 s` or `2 h 05 min`; a negative one as `0 s`.
  public var shownAsDuration: String {
    guard let seconds = Int(exactly: max(0, rounded())) else { return "\(shown()) s" }
    func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return switch seconds {
    case ..<60: "\(seconds) s"
    case ..<3600: "\(seconds / 60) min \(padded(seconds % 60)) s"
    default: "\(seconds / 3600) h \(padded(seconds / 60 % 60)) min"
    }
  }
}

extension Int {
  /// The count with at most four digits and a suffix, as `491.3M`.
  public var shown: String { self < 1000 ? description : Double(self).shownAsCount }
}

extension Double {
  /// The count with at most four digits and a suffix, as `491.3M`.
  public var shownAsCount: String {
    for (factor, suffix) in [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")]
    where self >= factor {
      return (self / factor).shown() + suffix
    }
    return rounded(.towardZero).shown()
  }
}

extension Outcome {
  /// The value, or the reason why there is none.
  public func shown(digits: Int = 4) -> String {
    switch self {
    case .value(let value): value.shown(digits: digits)
    case .singular: "singular"
    case .nonFinite: "not finite"
    }
  }
}

extension Measurement {
  /// Mean ± standard deviation.
  public var shown: String {
    mean.shown() + (shownDeviation.map { " \($0)" } ?? "")
  }

  /// The standard deviation after its sign, without an exponent where it is large.
  public var shownDeviation: String? {
    standardDeviation.map {
      "± " + ($0 < 100 ? $0.shown(digits: 2) : $0.rounded().shown(digits: 15))
    }
  }
}
