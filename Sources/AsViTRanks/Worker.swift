import Glibc

/// A rank that computes what the first one hands out.
///
///     while let work = try worker.next() { try worker.serve(as: hello, computing: compute) }
///
/// All calls come from the thread that started MPI.
public final class Worker {
  private let transport: any Transport
  private var isStopped = false

  public init(_ transport: any Transport) {
    precondition(transport.rank > 0, "rank 0 is no worker")
    self.transport = transport
  }

  /// Waits for the next work.
  ///
  /// - Returns: what the first rank tells of it; nil when the job is over.
  public func next() throws(RankError) -> [UInt8]? {
    var patience = Patience()
    while !isStopped {
      guard let (message, _) = try transport.receive() else {
        usleep(UInt32(patience.pause / .microseconds(1)))
        continue
      }
      patience.renew()
      switch message.kind {
      case .begin: return message.bytes
      case .stop: isStopped = true
      // What others sent before they knew that this rank has failed.
      case .done, .pause, .unit, .partial, .sum: continue
      default: throw .failed("take a \(message.kind) from the first rank")
      }
    }
    return nil
  }

  /// Computes units until the first rank says that there are no more.
  ///
  /// - Parameter compute: called on another thread; what it throws is told to the first rank.
  public func serve(
    as hello: Hello, computing compute: @escaping UnitComputation
  ) throws(RankError) {
    try transport.send(Message(.hello, bytes: MessageFormat.encode(hello)), to: 0)
    let thread = UnitThread(computing: compute)
    var patience = Patience()
    while true {
      for (number, news) in thread.takeNews() {
        try transport.send(news.message(number: number), to: 0)
        patience.renew()
      }
      guard let (message, _) = try transport.receive() else {
        thread.sleep(for: patience.pause)
        continue
      }
      patience.renew()
      switch message.kind {
      case .unit: thread.add(message.bytes, number: message.number)
      case .pause: thread.pause()
      case .done: return
      case .stop:
        isStopped = true
        return
      default: throw .failed("take a \(message.kind) from the first rank")
      }
    }
  }

  /// Takes part in work that the ranks do in step, to its end or that of the job.
  ///
  /// - Parameter compute: what is to be done together next, one after the other.
  /// - Throws: what `compute` throws.
  public func join(
    as hello: Hello, computing compute: (_ unit: [UInt8], Ring) throws -> Void
  ) throws {
    try transport.send(Message(.hello, bytes: MessageFormat.encode(hello)), to: 0)
    let ring = Ring(transport)
    do {
      while let unit = try ring.next() { try compute(unit, ring) }
    } catch RankError.stopped {
      isStopped = true
    }
  }

  /// Tells the first rank what went wrong here, and waits for it to end the job.
  public func report(_ reason: String, on host: String) throws(RankError) {
    let report = FailureReport(host: host, reason: reason)
    try transport.send(Message(.failure, bytes: MessageFormat.encode(report)), to: 0)
    while try next() != nil {}
  }

  /// Tells the first rank, which has ended the job, that nothing more comes from here, and waits until all
  /// ranks have said so.
  public func leave() throws(RankError) {
    try transport.send(Message(.goodbye), to: 0)
    try transport.awaitGoodbye()
  }
}
