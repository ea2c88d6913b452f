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
    for (suffix, scale, make) in Self.units where text.hasSuffix(suffix) {
      let digits = text.dropLast(suffix.count)
      guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && !$0.isWhitespace }),
        let value = Double(String(digits)), Self.range.contains(value),
        let budget = make(value * scale)
      else { return nil }
      self = budget
      return
    }
    return nil
  }

  /// In any unit: far beyond every training on both sides, while multiply-accumulates and fractions
  /// of them stay finite.
  private static let range = 1e-9...1e100

  /// Longer suffixes before those that end them.
  private static let units: [(suffix: String, scale: Double, make: @Sendable (Double) -> Budget?)] =
    [
      ("epochs", 1, Budget.epochs), ("ep", 1, Budget.epochs),
      ("steps", 1, { Int(exactly: $0).map(Budget.steps) }),
      ("flop", 1, Budget.operations),
      ("min", 60, Budget.seconds), ("h", 3600, Budget.seconds), ("s", 1, Budget.seconds),
    ]

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

extension Budget: CustomStringConvertible {
  public var description: String {
    func text(_ value: Double) -> String {
      Int(exactly: value).map { "\($0)" } ?? "\(value)"
    }
    return switch self {
    case .epochs(let value): "\(text(value))ep"
    case .steps(let value): "\(value)steps"
    case .seconds(let value) where value >= 60: "\(text(value / 60))min"
    case .seconds(let value): "\(text(value))s"
    case .operations(let value): "\(value)flop"
    }
  }
}

/// As its text.
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
