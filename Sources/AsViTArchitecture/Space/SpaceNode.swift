import Yams

/// A node of a space file that knows its place, for messages.
public struct SpaceNode {
  let file: String
  /// A path such as `stages[2].split`; empty for the whole file.
  let key: String
  let node: Node

  /// The longest text that is read, in bytes; what it becomes takes some hundred times as much
  /// memory.
  static let byteLimit = 1 << 16

  /// The root of a file's text.
  static func root(of text: String, file: String) throws(ArchitectureError) -> SpaceNode {
    func fault(_ line: Int, _ fault: SpaceFault) -> ArchitectureError {
      .spaceFile(file, line: line, key: "", fault)
    }
    guard text.utf8.count <= byteLimit else {
      throw fault(1, .tooLong(byteCount: text.utf8.count, limit: byteLimit))
    }
    if let line = lineOfAnchor(in: text) { throw fault(line, .anchor) }
    do {
      if let node = try compose(yaml: text) { return SpaceNode(file: file, key: "", node: node) }
    } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
      throw fault(context.mark.line, .duplicateKeys(keys.sorted()))
    } catch YamlError.scanner(_, let problem, let mark, _) {
      throw fault(mark.line, .notYAML(reason: problem))
    } catch YamlError.parser(_, let problem, let mark, _) {
      throw fault(mark.line, .notYAML(reason: problem))
    } catch YamlError.composer(_, let problem, let mark, _) {
      throw fault(mark.line, .notYAML(reason: problem))
    } catch {
      throw fault(1, .notYAML(reason: "\(error)"))
    }
    throw fault(1, .wrongKind(found: "nothing", needed: "a mapping"))
  }

  func error(_ fault: SpaceFault) -> ArchitectureError {
    .spaceFile(file, line: node.mark?.line ?? 1, key: key, fault)
  }

  /// The elements of a list.
  ///
  /// - Throws: when this is no list, or its count is not possible.
  public func list(_ counts: ClosedRange<Int>, needed: String) throws(ArchitectureError)
    -> [SpaceNode]
  {
    guard case .sequence(let sequence) = node else { throw wrongKind(needed: "a list") }
    guard counts.contains(sequence.count) else {
      throw error(.valueCount(found: sequence.count, needed: needed))
    }
    return sequence.enumerated().map { index, element in
      SpaceNode(file: file, key: "\(key)[\(index)]", node: element)
    }
  }

  public func integer(in range: ClosedRange<Int>) throws(ArchitectureError) -> Int {
    let text = try word(needed: "a whole number")
    guard let value = Int(digits: text), range.contains(value) else {
      throw error(
        .value(text, possible: "whole numbers from \(range.lowerBound) to \(range.upperBound)"))
    }
    return value
  }

  public func number(in range: ClosedRange<Float>) throws(ArchitectureError) -> Float {
    let text = try word(needed: "a number")
    guard let value = Float(text), range.contains(value) else {
      throw error(.value(text, possible: "numbers from \(range.lowerBound) to \(range.upperBound)"))
    }
    return value
  }

  /// The value that a word stands for.
  public func oneOf<Value>(
    _ possible: [(word: String, value: Value)]
  ) throws(ArchitectureError) -> Value {
    let text = try word(needed: "a word")
    guard let found = possible.first(where: { $0.word == text }) else {
      throw error(.value(text, possible: possible.map(\.word).joined(separator: ", ")))
    }
    return found.value
  }

  /// A decimal number of up to three places, in thousandths.
  public func ratio() throws(ArchitectureError) -> Int {
    let text = try word(needed: "a number")
    guard let ratio = try? ExpansionRatio(text) else {
      throw error(
        .value(text, possible: "numbers above 0 and up to \(ExpansionRatio.most), 3 decimal places")
      )
    }
    return ratio.thousandths
  }

  /// The value of a key of a mapping, whatever the other keys are.
  func value(of name: String) -> SpaceNode? {
    guard case .mapping(let mapping) = node, let value = mapping[name] else { return nil }
    return SpaceNode(file: file, key: name, node: value)
  }

  private func word(needed: String) throws(ArchitectureError) -> String {
    guard case .scalar(let scalar) = node else { throw wrongKind(needed: needed) }
    return scalar.string
  }

  func wrongKind(needed: String) -> ArchitectureError {
    let found =
      switch node {
      case .scalar(let scalar): "'\(scalar.string)'"
      case .mapping: "a mapping"
      case .sequence: "a list"
      case .alias: "an alias"
      }
    return error(.wrongKind(found: found, needed: needed))
  }
}

/// The line of the first ampersand that may be an anchor; nil when there is none.
///
/// A few lines of anchors and aliases make a key that takes years to compare. Up to the first quote
/// outside comments it is plain what a comment is; in a text with such a quote, ampersands in
/// comments count too.
private func lineOfAnchor(in text: String) -> Int? {
  var (first, firstOutsideComments): (Int?, Int?)
  var (line, isComment, isAfterBlank, hasQuotes) = (1, false, true, false)
  for scalar in text.unicodeScalars {
    let character = Character(scalar)
    if character.isNewline {
      line += 1
      isComment = false
    } else if scalar == "&" {
      first = first ?? line
      if !isComment { firstOutsideComments = firstOutsideComments ?? line }
    } else if scalar == "#", isAfterBlank {
      isComment = true
    } else if scalar == "\"" || scalar == "'", !isComment {
      hasQuotes = true
    }
    isAfterBlank = character.isWhitespace
  }
  return hasQuotes ? first : firstOutsideComments
}
