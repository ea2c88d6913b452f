/// What the published lengths of re-tokenization's phases are parts of.
public enum ShareUnit: String, CaseIterable, Codable, Sendable {
  /// Shares of 10, 20 and 70 % (two levels: 20 and 80 %) of the multiply-accumulates.
  case computation
  /// Shares of 80, 52 and 168 in 300 epochs (two levels: 132 and 168), as in the paper's figure.
  case epochs

  /// Relative lengths, coarsest level first.
  ///
  /// - Precondition: two or three levels.
  func weights(levelCount: Int) -> [Int] {
    switch (self, levelCount) {
    case (.computation, 3): [1, 2, 7]
    case (.computation, 2): [2, 8]
    case (.epochs, 3): [80, 52, 168]
    case (.epochs, 2): [132, 168]
    default: preconditionFailure("\(levelCount) levels of tokens")
    }
  }
}
