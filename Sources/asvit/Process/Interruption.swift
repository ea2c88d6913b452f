import Dispatch
import Glibc
import Synchronization

/// Ends the process with status 130 on Ctrl-C or SIGTERM: at once while work goes on that may be
/// abandoned, and otherwise as soon as the program comes to such work. A second signal ends it in
/// any case.
final class Interruption {
  private final class State: Sendable {
    struct Flags {
      var isRequested = false
      var mayLeave = false
    }

    let flags = Mutex(Flags())
    let message: String

    init(message: String) { self.message = message }

    func leave() -> Never {
      complain((Terminal.messages.isRenewing ? "\n" : "") + message)
      _exit(ExitStatus.interrupted.rawValue)
    }
  }

  private let state: State
  private let sources: [any DispatchSourceSignal]
  private let job: RankJob

  /// - Parameters:
  ///   - message: what is said before the process ends.
  ///   - job: whose other ranks are told to end too, from this thread; so work of theirs that may be
  ///     abandoned has to ask now and then whether it is.
  init(message: String, in job: RankJob) {
    self.job = job
    let signals = [SIGINT, SIGTERM]
    for number in signals { signal(number, SIG_IGN) }
    state = State(message: message)
    // A queue of its own always gets a thread, however many the work takes.
    let queue = DispatchQueue(label: "interruption")
    sources = signals.map { DispatchSource.makeSignalSource(signal: $0, queue: queue) }
    // Until a source is registered, its signal is ignored.
    let registrations = DispatchSemaphore(value: 0)
    for source in sources {
      source.setRegistrationHandler { registrations.signal() }
      source.setEventHandler { [state] in
        for number in signals { signal(number, SIG_DFL) }
        state.flags.withLock {
          $0.isRequested = true
          if $0.mayLeave { state.leave() }
        }
      }
      source.activate()
    }
    for _ in sources { registrations.wait() }
  }

  /// Whether a signal has arrived. Then what must not be lost is to be saved, and `leave()` called.
  var isRequested: Bool { state.flags.withLock(\.isRequested) }

  func leave() -> Never {
    job.end()
    state.leave()
  }

  /// Leaves when a signal has arrived.
  func leaveIfRequested() {
    if isRequested { leave() }
  }

  /// Runs `work`, which is lost when a signal arrives.
  func allowed<Result, Failure: Error>(
    during work: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    leaveIfRequested()
    state.flags.withLock {
      if $0.isRequested { state.leave() }
      $0.mayLeave = job.isAlone
    }
    defer { state.flags.withLock { $0.mayLeave = false } }
    return try work()
  }
}
