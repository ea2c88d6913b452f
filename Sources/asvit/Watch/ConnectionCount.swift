import NIOCore
import Synchronization

/// How many connections are open: memory has a bound when they have one.
final class ConnectionCount: Sendable {
  private struct Full: Error {}

  private let count = Mutex(0)

  /// Counts a connection until it closes.
  ///
  /// - Throws: beyond the limit, which closes it at once.
  func admit(_ channel: any Channel, limit: Int) throws {
    try count.withLock { count in
      guard count < limit else { throw Full() }
      count += 1
    }
    channel.closeFuture.whenComplete { _ in self.count.withLock { $0 -= 1 } }
  }
}
