/// How much training is paid for.
///
/// All kinds become a number of multiply-accumulates before the first update, so that schedules and
/// curricula are functions of the fraction that is spent. The backward pass is counted as two
/// forward passes.
public enum Budget: Hashable, Sendable {
  /// Passes over the training images at full size.
  case epochs(Double)
  /// Updates of full batches at full size.
  case steps(Int)
  /// Wall time, from the speed of the first updates.
  case seconds(Double)
  /// Floating-point operations, two for each multiply-accumulate.
  case operations(Double)

  /// Reads a number and a unit: `5ep`, `2000steps`, `10min`, `1e15flop`.
  public init?(_ text: String) {
    for (suffix, make) in Self.units where text.hasSuffix(suffix) {
      let digits = text.dropLast(suffix.count)
      guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && !$0.isWhitespace }),
        let budget = make(String(digits))
      else { return nil }
      self = budget
      return
    }
    return nil
  }

  /// Longer suffixes before those that end them.
  private static let units: [(suffix: String, make: @Sendable (String) -> Budget?)] = [
    ("epochs", { amount($0).map(epochs) }), ("ep", { amount($0).map(epochs) }),
    ("steps", { (Int($0) ?? amount($0).flatMap(Int.init(exactly:))).flatMap(positive) }),
    ("flop", { amount($0).map(operations) }),
    ("min", { amount($0, times: 60).map(seconds) }),
    ("h", { amount($0, times: 3600).map(seconds) }), ("s", { amount($0).map(seconds) }),
  ]

  private static func positive(_ count: Int) -> Budget? { count > 0 ? .steps(count) : nil }

  /// A number of epochs, seconds or operations; nil beyond every training on both sides, so that
  /// multiply-accumulates and fractions of them stay finite.
  private static func amount(_ digits: String, times scale: Double = 1) -> Double? {
    Double(digits).map { $0 * scale }.flatMap { (1e-9...1e100).contains($0) ? $0 : nil }
  }

  /// The forward multiply-accumulates that the budget pays for; nil for time.
  ///
  /// - Parameters:
  ///   - imageCount: of the training set.
  ///   - batchSize: the last batch of a pass over the set has what is left.
  ///   - macCount: of one image at full size.
  public func forwardMACs(imageCount: Int, batchSize: Int, macCount: Int) -> Double? {
    let perImage = Double(macCount)
    switch self {
    case .epochs(let count):
      return (count * Double(imageCount)).rounded(.up) * perImage
    case .steps(let count):
      let perEpoch = (imageCount - 1) / batchSize + 1
      let rest = min(count % perEpoch * batchSize, imageCount)
      return (Double(count / perEpoch) * Double(imageCount) + Double(rest)) * perImage
    case .operations(let count): return count / 6
    case .seconds: return nil
    }
  }
}

/// Text that reads back to the same budget, to the bit.
extension Budget: CustomStringConvertible {
  public var description: String {
    func text(_ value: Double) -> String {
      Int(exactly: value).map { "\($0)" } ?? "\(value)"
    }
    switch self {
    case .epochs(let value): return "\(text(value))ep"
    case .steps(let value): return "\(value)steps"
    case .seconds(let value):
      guard let minutes = Int(exactly: value / 60), Double(minutes) * 60 == value else {
        return "\(text(value))s"
      }
      return "\(minutes)min"
    case .operations(let value): return "\(value)flop"
    }
  }
}

/// A JSON string, its text.
extension Budget: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let budget = Budget(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(text)' is not a budget such as 5ep")
    }
    self = budget
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
