import ArgumentParser

/// How often metrics are measured, on the command line: a number, or `auto`.
struct RepeatOption: Hashable, Sendable {
  /// The most repeats.
  let count: Count
  /// Whether they end when more would hardly change the ranking.
  let isAutomatic: Bool

  /// The share of `RepeatRule` that `auto` stands for.
  static let errorShare = 0.1
}

extension RepeatOption: ExpressibleByIntegerLiteral {
  init(integerLiteral value: Int) { self.init(count: Count(value: value), isAutomatic: false) }
}

extension RepeatOption: ExpressibleByArgument, CustomStringConvertible {
  init?(argument: String) {
    if argument == "auto" {
      self.init(count: 5, isAutomatic: true)
    } else {
      guard let count = Count(argument: argument) else { return nil }
      self.init(count: count, isAutomatic: false)
    }
  }

  var description: String { isAutomatic ? "auto" : count.description }
}
