/// The updates before which `Optimizer.restart()` is called.
///
/// The authors of Adan restart once after the warm-up and then every 50 epochs, in one table of
/// their paper; its condition by a path length is not offered.
public enum Restarts: Hashable, Sendable {
  case never
  case before(updates: Set<Int>)
  /// The updates `interval`, 2 · `interval` and so on.
  case every(_ interval: Int)

  /// - Parameter update: its index from 0.
  public func occur(before update: Int) -> Bool {
    switch self {
    case .never: false
    case .before(let updates): updates.contains(update)
    case .every(let interval): update > 0 && update.isMultiple(of: interval)
    }
  }
}
