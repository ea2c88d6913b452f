import Glibc

/// Progress on standard error: one line that renews itself on a terminal, ten times a second at
/// most, and a plain line every ten seconds elsewhere.
struct StatusLine {
  static let isTerminal = isatty(STDERR_FILENO) == 1
  private var shownAt: ContinuousClock.Instant?

  /// - Parameter text: asked for only when it is time for it.
  mutating func show(_ text: @autoclosure () -> String) {
    let interval = Duration.seconds(Self.isTerminal ? 0.1 : 10)
    if let shownAt, shownAt.duration(to: .now) < interval { return }
    shownAt = .now
    if Self.isTerminal {
      writeToStandardError("\r\u{1B}[K" + text().prefix(Self.columnCount - 1))
    } else {
      notice(text())
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
