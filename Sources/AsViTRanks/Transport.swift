import Glibc

/// What one rank tells another.
public struct Message: Hashable, Sendable {
  public enum Kind: Int, Sendable {
    /// From a worker: what it is, before its first unit.
    case hello = 1
    /// From a worker: why there is no result, or no hello.
    case failure
    /// To a worker.
    case unit
    /// From a worker: what the computation of a unit tells on the way; in a ring, that it has its part of
    /// a sum.
    case report
    /// From a worker.
    case result
    /// To a worker: there will be work of a kind that the bytes tell; a hello is the answer.
    case begin
    /// To a worker: units are to be left, with a report of how far they are.
    case pause
    /// To a worker: there will be no more units of that work.
    case done
    /// To a worker: the job is over.
    case stop
    /// In a ring: a piece of the sum of the ranks so far.
    case partial
    /// In a ring: a piece of the sum of all ranks.
    case sum
    /// When the job is over: nothing more comes. First from the workers, then to them.
    case goodbye
  }

  public let kind: Kind
  /// The number of the unit that it is about; 0 where it is about none.
  public let number: Int
  public let bytes: [UInt8]

  public init(_ kind: Kind, number: Int = 0, bytes: [UInt8] = []) {
    self.kind = kind
    self.number = number
    self.bytes = bytes
  }
}

/// Messages between the ranks of a job, of each rank in the order they were sent. All calls come from one
/// thread.
public protocol Transport: AnyObject {
  var rank: Int { get }
  /// How many ranks there are.
  var size: Int { get }

  func send(_ message: Message, to rank: Int) throws(RankError)

  /// The next message; nil when none has arrived.
  func receive() throws(RankError) -> (message: Message, rank: Int)?
}

extension Transport {
  /// Sends a message to all workers; from the first rank.
  public func sendToWorkers(_ message: Message) throws(RankError) {
    for worker in 1..<size { try send(message, to: worker) }
  }

  /// Tells all workers that the job is over, and takes what they still send until each has said goodbye.
  ///
  /// They are answered, so that none ends MPI before this rank does: MPICH over TCP may wait for ever then.
  public func dismissWorkers() throws(RankError) {
    try sendToWorkers(Message(.stop))
    for _ in 1..<size { try awaitGoodbye() }
    try sendToWorkers(Message(.goodbye))
  }

  /// Takes messages up to a goodbye.
  func awaitGoodbye() throws(RankError) {
    var patience = Patience()
    while true {
      if let (message, _) = try receive() {
        if message.kind == .goodbye { return }
        patience.renew()
      } else {
        usleep(UInt32(patience.pause / .microseconds(1)))
      }
    }
  }
}
