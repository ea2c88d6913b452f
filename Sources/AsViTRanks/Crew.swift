/// All ranks of a job, as the first one sees them: it hands units out, computes some itself, and has
/// reports and results by their numbers, whoever computed them.
///
/// All calls come from the thread that started MPI.
public final class Crew {
  private let transport: any Transport
  private let thread: UnitThread
  /// Of each rank.
  private let names: [RankName]
  private var handOut: HandOut
  /// Units that wait.
  private var units: [Int: [UInt8]] = [:]
  /// What came and was not taken yet.
  private var arrived: [News] = []
  /// What was not asked for yet.
  private var results: [Int: [UInt8]] = [:]
  /// Called now and then while results are waited for.
  private let whileWaiting: () -> Void
  private var patience = Patience()

  /// A crew whose ranks have all begun with some work and said what they are.
  ///
  /// - Parameters:
  ///   - work: what workers are told of it.
  ///   - deadline: seconds that a rank may take to say so, and that a unit may take beyond ten times
  ///     what those before it let expect.
  ///   - whileWaiting: called now and then while results are waited for.
  ///   - compute: a unit; called on another thread.
  /// - Throws: `RankError.missing`, `.differs`, and what a rank reported in place of a hello.
  public init(
    _ transport: any Transport, for work: [UInt8] = [], as hello: Hello, deadline: Double,
    whileWaiting: @escaping () -> Void = {},
    computing compute: @escaping UnitComputation
  ) throws(RankError) {
    precondition(transport.rank == 0, "rank \(transport.rank) hands nothing out")
    self.transport = transport
    self.whileWaiting = whileWaiting
    thread = UnitThread(computing: compute)
    handOut = HandOut(rankCount: transport.size, grace: deadline)
    try transport.sendToWorkers(Message(.begin, bytes: work))
    names = try Muster(transport: transport, hello: hello, deadline: deadline).names()
  }

  public var size: Int { transport.size }

  /// How many hosts the ranks run on.
  public var hostCount: Int { Set(names.map(\.host)).count }

  /// Puts a unit behind those that are there; it is handed out as soon as a rank is free.
  ///
  /// - Parameter cost: how much work it is, in any measure that all units share.
  /// - Returns: its number.
  public func submit(_ unit: [UInt8], cost: Double) throws(RankError) -> Int {
    let number = handOut.submit(cost: cost)
    units[number] = unit
    try handOutUnits()
    return number
  }

  /// What comes of a unit, by its number.
  public enum News: Hashable, Sendable {
    /// Before the result.
    case report(Int, [UInt8])
    case result(Int, [UInt8])
  }

  /// Waits for what comes next of any unit.
  ///
  /// - Returns: nil when nothing came for so long.
  /// - Throws: `RankError.rank` with what went wrong with a unit, `.silent` for a rank that is over its
  ///   time.
  public func next(within duration: Duration) throws(RankError) -> News? {
    let start = ContinuousClock.now
    while arrived.isEmpty {
      try collect()
      if !arrived.isEmpty { break }
      guard start.duration(to: .now) < duration else { return nil }
      if let (rank, seconds) = handOut.overdue(at: .now) {
        throw .silent(names[rank], seconds: seconds)
      }
      whileWaiting()
      thread.sleep(for: patience.pause)
    }
    patience.renew()
    return arrived.removeFirst()
  }

  /// Waits for the result of a unit, which can be asked for once. Reports are passed over.
  ///
  /// - Throws: as `next(within:)`.
  public func result(of number: Int) throws(RankError) -> [UInt8] {
    while true {
      if let result = results.removeValue(forKey: number) { return result }
      if case .result(let number, let bytes)? = try next(within: .seconds(1)) {
        results[number] = bytes
      }
    }
  }

  /// Asks all ranks to leave their units: each reports how far it is, and has a result then.
  public func pause() throws(RankError) {
    try transport.sendToWorkers(Message(.pause))
    thread.pause()
  }

  /// Tells all workers that there are no more units.
  public func finish() throws(RankError) { try transport.sendToWorkers(Message(.done)) }

  private func handOutUnits() throws(RankError) {
    while let (number, rank) = handOut.next(at: .now) {
      guard let unit = units.removeValue(forKey: number) else {
        preconditionFailure("unit \(number) was handed out before")
      }
      if rank == 0 {
        thread.add(unit, number: number)
      } else {
        try transport.send(Message(.unit, number: number, bytes: unit), to: rank)
      }
    }
  }

  /// Takes what this rank has computed, and one message, which may be a large one.
  private func collect() throws(RankError) {
    for (number, news) in thread.takeNews() { try take(news, of: number, from: 0) }
    guard let (message, rank) = try transport.receive() else { return }
    let news: UnitNews
    switch message.kind {
    case .report: news = .report(message.bytes)
    case .result: news = .result(message.bytes)
    case .failure: news = .failure(String(decoding: message.bytes, as: UTF8.self))
    default: throw .failed("take a \(message.kind) from \(names[rank])")
    }
    try take(news, of: message.number, from: rank)
  }

  private func take(_ news: UnitNews, of number: Int, from rank: Int) throws(RankError) {
    let isExpected =
      news.isLast
      ? handOut.finish(number, by: rank, at: .now) : handOut.hear(of: number, from: rank, at: .now)
    guard isExpected else { throw .failed("take news of unit \(number) from \(names[rank])") }
    switch news {
    case .report(let bytes): arrived.append(.report(number, bytes))
    case .result(let bytes):
      arrived.append(.result(number, bytes))
      try handOutUnits()
    case .failure(let reason): throw .rank(names[rank], reason)
    }
  }
}
