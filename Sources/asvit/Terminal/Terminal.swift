import Glibc

/// One of the standard streams, and what whoever reads it can show.
struct Terminal {
  private let descriptor: Int32

  static let output = Terminal(descriptor: STDOUT_FILENO)
  static let messages = Terminal(descriptor: STDERR_FILENO)

  /// Whether lines can be renewed and coloured: not in a file, a pipe, or what calls itself `dumb`.
  var isRenewing: Bool { columnCount != nil && environmentValue("TERM") != "dumb" }

  /// Whether text may be coloured: <https://no-color.org>.
  var hasColour: Bool { isRenewing && environmentValue("NO_COLOR") ?? "" == "" }

  /// The width; 80 where a terminal does not tell, nil where the stream is none.
  var columnCount: Int? {
    guard isatty(descriptor) == 1 else { return nil }
    var size = winsize()
    let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 1
    return isKnown ? Int(size.ws_col) : 80
  }
}

extension Terminal {
  /// A colour, or weight, of text.
  enum Style: String {
    case bold = "1"
    case dim = "2"
    case green = "32"
    case error = "1;31"
    case warning = "1;33"
  }

  /// The text in a style, where there are any.
  func styled(_ text: String, _ style: Style) -> String {
    hasColour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// Text for people: no longer than the terminal is wide, and with the word that says what it is
  /// coloured.
  func laidOut(_ text: String) -> String {
    let text = columnCount.map { text.wrapped(to: $0) } ?? text
    for (word, style) in [("Error:", Style.error), ("Warning:", .warning)]
    where text.hasPrefix(word) {
      return styled(word, style) + text.dropFirst(word.count)
    }
    return text
  }
}
