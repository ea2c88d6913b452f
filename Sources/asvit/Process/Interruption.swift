import Dispatch
import Glibc
import Synchronization

/// Ends the process on Ctrl-C or SIGTERM without waiting for the work at hand, but never inside a
/// `protect` block. A second signal ends it at once.
final class Interruption {
  private final class Gate: Sendable {
    let mutex = Mutex(())
  }

  private let gate = Gate()
  private let sources: [any DispatchSourceSignal]

  /// - Parameter message: what is said before the process ends with status 130.
  init(message: String) {
    let signals = [SIGINT, SIGTERM]
    for number in signals { signal(number, SIG_IGN) }
    sources = signals.map { DispatchSource.makeSignalSource(signal: $0, queue: .global()) }
    for source in sources {
      source.setEventHandler { [gate] in
        for number in signals { signal(number, SIG_DFL) }
        gate.mutex.withLock { _ in
          notice("\n" + message)
          _exit(ExitStatus.interrupted.rawValue)
        }
      }
      source.activate()
    }
  }

  /// Runs `body` to its end, even when a signal arrives in the meantime.
  func protect<Failure: Error>(_ body: () throws(Failure) -> Void) throws(Failure) {
    try gate.mutex.withLock { _ throws(Failure) in try body() }
  }
}
