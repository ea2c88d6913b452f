/// How long to sleep between two looks at what has arrived, so that waiting takes next to no
/// processor time: a sixteenth of what was waited so far, ten milliseconds at most. Libraries of MPI
/// spin when they wait themselves.
struct Patience {
  private var start = ContinuousClock.now

  /// The next pause.
  var pause: Duration {
    min(max(start.duration(to: .now) / 16, .microseconds(20)), .milliseconds(10))
  }

  /// Something has arrived.
  mutating func renew() { start = .now }
}
