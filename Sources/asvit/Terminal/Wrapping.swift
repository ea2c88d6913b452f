extension String {
  /// The text in lines of at most `width` characters where words allow it: none is broken.
  ///
  /// A line that goes on is indented to the value where it has a name and a value, apart by two
  /// blanks or more. Indented lines, which are commands to be copied, and styled ones, of tables, stay
  /// whole.
  func wrapped(to width: Int) -> String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .flatMap { line in
        let isWhole = line.count <= width || line.hasPrefix(" ") || line.hasPrefix("\u{1B}")
        return isWhole ? [line] : wrappedLine(line, to: width)
      }
      .joined(separator: "\n")
  }
}

private func wrappedLine(_ line: Substring, to width: Int) -> [Substring] {
  let name = line.prefixMatch(of: #/.*?\S {2,}/#)?.output.count ?? 0
  let indent = name <= width / 2 ? name : 0
  let words = line.dropFirst(indent).split(separator: " ")
  var lines: [Substring] = []
  var margin = String(repeating: " ", count: indent)
  var current = line.prefix(indent)
  // A value that is one long word has more room below its name.
  if let first = words.first, indent + first.count > width, 2 + first.count <= width {
    lines.append(current)
    margin = "  "
    current = Substring(margin)
  }
  for word in words {
    let isFirst = current.count == margin.count
    if !isFirst, current.count + 1 + word.count > width {
      lines.append(current)
      current = Substring(margin + word)
    } else {
      current += isFirst ? word : " " + word
    }
  }
  return lines + [current]
}
