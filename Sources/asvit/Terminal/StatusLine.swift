import Glibc

/// Progress on standard error: one line that renews itself on a terminal, a plain line every ten
/// seconds elsewhere.
struct StatusLine {
  private static let interval = Duration.seconds(10)

  static let isTerminal = isatty(STDERR_FILENO) == 1
  private var shownAt: ContinuousClock.Instant?

  mutating func show(_ text: String) {
    if Self.isTerminal {
      writeToStandardError("\r\u{1B}[K" + text.prefix(Self.columnCount - 1))
    } else if shownAt.map({ $0.duration(to: .now) >= Self.interval }) ?? true {
      notice(text)
      shownAt = .now
    }
  }

  /// Clears the line, so that other text can follow.
  func clear() {
    if Self.isTerminal { writeToStandardError("\r\u{1B}[K") }
  }

  /// The width of the terminal; 80 when it does not tell.
  private static var columnCount: Int {
    var size = winsize()
    let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 1
    return isKnown ? Int(size.ws_col) : 80
  }
}
