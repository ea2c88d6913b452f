import ArgumentParser

/// A whole number above zero, as `500`, `40k`, `29M`, `1.5G` or `2T` on the command line.
struct Count: Hashable, Sendable {
  let value: Int
}

extension Count: ExpressibleByIntegerLiteral {
  init(integerLiteral value: Int) { self.value = value }
}

extension Count: ExpressibleByArgument, CustomStringConvertible {
  private static let factors: [Character: Int] = [
    "k": 1_000, "M": 1_000_000, "G": 1_000_000_000, "T": 1_000_000_000_000,
  ]

  init?(argument: String) {
    let factor = argument.last.flatMap { Self.factors[$0] }
    if let factor, let number = Double(argument.dropLast()) {
      let product = (number * Double(factor)).rounded()
      guard product >= 1, product < 0x1p53 else { return nil }
      value = Int(product)
    } else if let number = Int(argument), number >= 1 {
      value = number
    } else {
      return nil
    }
  }

  var description: String { String(value) }
}

extension Count {
  /// Checks what an option was given.
  ///
  /// - Parameter placeholder: of the value in the help.
  /// - Throws: `ValidationError` when it is not in the range; it names the bound.
  func require(
    _ range: ClosedRange<Int>, for option: String, placeholder: String = "count"
  ) throws(ValidationError) {
    guard !range.contains(value) else { return }
    let bound =
      value < range.lowerBound
      ? "at least \(range.lowerBound) are needed" : "at most \(range.upperBound) are possible"
    throw ValidationError(
      "The value '\(self)' is invalid for '--\(option) <\(placeholder)>': \(bound)")
  }

  /// The threads that a process may be asked for; Linux knows no more processors.
  static let possibleThreads = 1...8192
}
