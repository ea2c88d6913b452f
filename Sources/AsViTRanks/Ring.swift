import Glibc

/// The ranks of a job in a circle, which do the same work in step. Each hears from the one before it and
/// tells the one behind it; the last one tells the first.
///
/// All calls come from the thread that started MPI.
public final class Ring {
  private let transport: any Transport
  /// Watches the others; nil at those.
  private var watch: RingWatch?
  private var sumCount = 0

  /// A ring whose ranks have all begun with some work and said what they are; at the first of them.
  ///
  /// - Parameters:
  ///   - work: what workers are told of it.
  ///   - deadline: seconds that a rank may take to say so, and that all may take beyond ten times what
  ///     sums before let expect.
  /// - Throws: as that of a `Crew`.
  public init(
    _ transport: any Transport, for work: [UInt8] = [], as hello: Hello, deadline: Double
  ) throws(RankError) {
    precondition(transport.rank == 0, "rank \(transport.rank) begins nothing")
    self.transport = transport
    try transport.sendToWorkers(Message(.begin, bytes: work))
    watch = RingWatch(
      names: try Muster(transport: transport, hello: hello, deadline: deadline).names(),
      deadline: deadline)
  }

  /// At a worker that has said what it is.
  init(_ transport: any Transport) { self.transport = transport }

  public var rank: Int { transport.rank }
  public var size: Int { transport.size }

  /// How many hosts the ranks run on, as the first one knows.
  public var hostCount: Int { watch?.hostCount ?? 1 }

  private var last: Int { size - 1 }
  private var before: Int { (rank + last) % size }
  private var behind: Int { (rank + 1) % size }

  /// Tells all others what is to be done together next; from the first rank.
  public func begin(_ unit: [UInt8]) throws(RankError) {
    try transport.send(Message(.unit, bytes: unit), to: behind)
  }

  /// What is to be done together next; nil when that was all.
  ///
  /// - Throws: `RankError.stopped` when the job is over.
  func next() throws(RankError) -> [UInt8]? {
    let message = try receive()
    switch message.kind {
    case .unit:
      if rank < last { try transport.send(message, to: behind) }
      return message.bytes
    case .done:
      try transport.send(message, to: behind)
      return nil
    default: throw .failed("take a \(message.kind) in place of a unit")
    }
  }

  /// Tells all others that nothing more is to be done, and waits until they know; from the first rank.
  public func finish() throws(RankError) {
    try transport.send(Message(.done), to: behind)
    watch?.begin()
    guard try receive().kind == .done else { throw .failed("finish") }
    watch?.end()
  }

  /// Adds up what the ranks have, in their order. The partial sum of each piece goes from the first rank to
  /// the last, which has the whole; that goes the same way to all others. One piece is under way while the
  /// next is added to.
  ///
  /// - Parameters:
  ///   - pieceCount: the same on all ranks.
  ///   - add: a piece with what this rank has; `before` is the sum of those before it, nil at the first.
  ///   - take: called with each piece of the whole sum, in order.
  /// - Throws: `RankError.rank` for one that cannot do its part, `.silent` for one that is over its time,
  ///   `.stopped` at a worker when the job is over.
  public func sum(
    pieceCount: Int, adding add: (_ piece: Int, _ before: [UInt8]?) -> [UInt8],
    taking take: (_ piece: Int, _ sum: [UInt8]) -> Void
  ) throws(RankError) {
    sumCount += 1
    if rank > 0 { try transport.send(Message(.report, number: sumCount), to: 0) }
    watch?.begin()
    var takenCount = 0
    func tell(_ sum: Message) throws(RankError) {
      take(sum.number, sum.bytes)
      takenCount += 1
      // The last rank has it already.
      if behind != last { try transport.send(sum, to: behind) }
    }
    func handle(_ message: Message) throws(RankError) {
      switch message.kind {
      case .partial:
        let sum = add(message.number, message.bytes)
        if rank == last {
          try tell(Message(.sum, number: message.number, bytes: sum))
        } else {
          try transport.send(Message(.partial, number: message.number, bytes: sum), to: behind)
        }
      case .sum: try tell(message)
      default: throw .failed("take a \(message.kind) in the middle of a sum")
      }
    }
    if rank == 0 {
      for piece in 0..<pieceCount {
        try transport.send(Message(.partial, number: piece, bytes: add(piece, nil)), to: behind)
        while let message = try poll() { try handle(message) }
      }
    }
    while takenCount < pieceCount { try handle(try receive()) }
    watch?.end()
  }

  /// Waits for what the rank before says.
  private func receive() throws(RankError) -> Message {
    let patience = Patience()
    while true {
      if let message = try poll() { return message }
      try watch?.requireAnswer(of: sumCount)
      usleep(UInt32(patience.pause / .microseconds(1)))
    }
  }

  /// What the rank before says; nil when that is nothing yet.
  private func poll() throws(RankError) -> Message? {
    while let (message, sender) = try transport.receive() {
      switch message.kind {
      case .stop where rank > 0: throw .stopped
      case .report where rank == 0: watch?.hear(of: message.number, from: sender)
      case .failure where rank == 0: throw watch!.failure(message, of: sender)
      case .unit, .partial, .sum, .done:
        guard sender == before else { fallthrough }
        return message
      default: throw .failed("take a \(message.kind) from rank \(sender)")
      }
    }
    return nil
  }
}
