import Glibc

/// A rank that computes what the first one hands out.
public struct Worker {
  private let transport: any Transport

  public init(_ transport: any Transport) {
    precondition(transport.rank > 0, "rank 0 is no worker")
    self.transport = transport
  }

  /// Computes units until the first rank says that there are no more.
  ///
  /// - Parameter compute: called on another thread; what it throws is told to the first rank.
  /// - Throws: when messages fail.
  public func serve(
    as hello: Hello, computing compute: @escaping @Sendable ([UInt8]) throws -> [UInt8]
  ) throws(RankError) {
    try transport.send(Message(.hello, bytes: MessageFormat.encode(hello)), to: 0)
    let thread = UnitThread(computing: compute)
    var patience = Patience()
    while true {
      for (number, outcome) in thread.takeOutcomes() {
        try transport.send(outcome.message(number: number), to: 0)
        patience.renew()
      }
      guard let (message, _) = try transport.receive() else {
        thread.sleep(for: patience.pause)
        continue
      }
      patience.renew()
      switch message.kind {
      case .unit: thread.add(message.bytes, number: message.number)
      case .stop: return
      case .hello, .failure, .result: throw .failed("take a \(message.kind) from the first rank")
      }
    }
  }

  /// Tells the first rank what went wrong here, and waits for it to end the job.
  public func report(_ reason: String, on host: String) throws(RankError) {
    let report = FailureReport(host: host, reason: reason)
    try transport.send(Message(.failure, bytes: MessageFormat.encode(report)), to: 0)
    try wait()
  }

  /// Waits for the first rank to end the job.
  public func wait() throws(RankError) {
    var patience = Patience()
    while true {
      if let (message, _) = try transport.receive() {
        patience.renew()
        if message.kind == .stop { return }
      } else {
        usleep(UInt32(patience.pause / .microseconds(1)))
      }
    }
  }
}
