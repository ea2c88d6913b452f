/// Pieces of genotypes' notations.
enum GeneText {
  /// The parts between separators, blanks around them left out.
  ///
  /// - Throws: when there are not so many; they are counted before anything is allocated.
  static func parts(
    of text: String, separatedBy separator: Character, count: ClosedRange<Int>, needed: String
  ) throws(ArchitectureError) -> [String] {
    guard count.contains(partCount(of: text, separatedBy: separator)) else {
      throw .notation(text: String(text.prefix(100)), needed: needed)
    }
    return parts(of: text, separatedBy: separator)
  }

  static func partCount(of text: String, separatedBy separator: Character) -> Int {
    text.count { $0 == separator } + 1
  }

  static func parts(of text: String, separatedBy separator: Character) -> [String] {
    text.split(separator: separator, omittingEmptySubsequences: false).map { part in
      let words = part.split(separator: " ")
      return String(words.count == 1 ? words[0] : part)
    }
  }

  /// - Parameter name: what the number is, for messages.
  static func integer(
    _ text: String, _ name: String, in range: ClosedRange<Int>
  ) throws(ArchitectureError) -> Int {
    guard let value = Int(digits: text), range.contains(value) else {
      throw .number(
        name, found: String(text.prefix(100)),
        possible: "whole numbers from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }
}

/// Hidden channels of an MLP over the channels of its block: a decimal number of up to three places.
public struct ExpansionRatio: Hashable, Sendable, CustomStringConvertible {
  public var thousandths: Int

  /// - Precondition: above 0.
  public init(thousandths: Int) {
    precondition(thousandths > 0, "\(thousandths) thousandths")
    self.thousandths = thousandths
  }

  static let most = 64

  init(_ text: String) throws(ArchitectureError) {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.count == 2 ? String(parts[1]) : "0"
    let places = fraction.utf8.count
    guard let whole = Int(digits: String(parts[0])), (0...Self.most).contains(whole),
      (1...3).contains(places),
      let value = Int(digits: fraction + String(repeating: "0", count: 3 - places)),
      whole * 1000 + value > 0
    else {
      throw .number(
        "MLP ratio", found: String(text.prefix(100)),
        possible: "numbers above 0 and below \(Self.most + 1) with up to three decimal places")
    }
    self.init(thousandths: whole * 1000 + value)
  }

  /// ⌊channels · ratio⌋ in Double, as timm computes it.
  ///
  /// - Throws: when that is none.
  public func hiddenChannels(of channelCount: Int) throws(ArchitectureError) -> Int {
    let count = Int(Double(channelCount) * (Double(thousandths) / 1000))
    guard count > 0 else {
      throw .number(
        "MLP ratio", found: description,
        possible: "at least \(Self.text((1000 + channelCount - 1) / channelCount)) for "
          + "\(channelCount) channels")
    }
    return count
  }

  /// Thousandths as a genotype writes them.
  static func text(_ thousandths: Int) -> String {
    ExpansionRatio(thousandths: thousandths).description
  }

  public var description: String {
    let (whole, rest) = thousandths.quotientAndRemainder(dividingBy: 1000)
    guard rest > 0 else { return "\(whole)" }
    var digits = String(String(1000 + rest).dropFirst())
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(whole).\(digits)"
  }
}
