/// How far a command has come.
struct Progress {
  /// The share of the work that is done, from 0 to 1.
  let fraction: Double
  /// What is said of it, the most telling first, each with its unit.
  let parts: [String]
}

/// Progress on standard error: one line with a bar that renews itself on a terminal, ten times a
/// second at most, and a plain line every ten seconds elsewhere.
struct StatusLine {
  private static let terminal = Terminal.messages
  private var shownAt: ContinuousClock.Instant?

  /// - Parameter progress: asked for only when it is time for it.
  mutating func show(_ progress: @autoclosure () -> Progress) {
    guard saysNotices.load(ordering: .relaxed) else { return }
    let isRenewing = Self.terminal.isRenewing
    let interval = Duration.seconds(isRenewing ? 0.1 : 10)
    if let shownAt, shownAt.duration(to: .now) < interval { return }
    shownAt = .now
    if isRenewing, let columnCount = Self.terminal.columnCount {
      writeToStandardError("\r\u{1B}[K" + Self.line(progress(), width: columnCount - 1))
    } else {
      notice(progress().parts.joined(separator: ", "))
    }
  }

  /// Clears the line, so that other text can follow.
  func clear() {
    guard saysNotices.load(ordering: .relaxed), Self.terminal.isRenewing else { return }
    writeToStandardError("\r\u{1B}[K")
  }

  /// The bar, and as many parts as there is room for.
  private static func line(_ progress: Progress, width: Int) -> String {
    let length = width >= 79 ? 20 : 10
    let percentage = "\(Int((100 * progress.fraction).rounded(.down)))"
    let head = String(repeating: " ", count: max(0, 3 - percentage.count)) + percentage + " % "
    var room = width - length - 3 - head.count
    var parts: [String] = []
    for part in progress.parts {
      room -= part.count + (parts.isEmpty ? 0 : 2)
      guard room >= 0 else { break }
      parts.append(part)
    }
    return bar(progress.fraction, length: length) + head + parts.joined(separator: ", ")
  }

  private static func bar(_ fraction: Double, length: Int) -> String {
    let count = min(max(Int(fraction * Double(length)), 0), length)
    let done = String(repeating: "=", count: count) + (count < length ? ">" : "")
    let rest = String(repeating: " ", count: length - done.count)
    return "[" + terminal.styled(done, .green) + rest + "] "
  }
}
