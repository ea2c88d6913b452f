/// All ranks of a job, as the first one sees them: it hands units out, computes some itself, and has the
/// results by their numbers, whoever computed them.
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
  /// What was not asked for yet.
  private var results: [Int: [UInt8]] = [:]
  /// Called now and then while results are waited for.
  private let whileWaiting: () -> Void

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
    computing compute: @escaping @Sendable ([UInt8]) throws -> [UInt8]
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

  /// Waits for the result of a unit, which can be asked for once.
  ///
  /// - Throws: `RankError.rank` with what went wrong with any unit, `.silent` for a rank that is over
  ///   its time.
  public func result(of number: Int) throws(RankError) -> [UInt8] {
    var patience = Patience()
    while true {
      if let result = results.removeValue(forKey: number) { return result }
      if try collect() {
        try handOutUnits()
        patience.renew()
        continue
      }
      if let (rank, seconds) = handOut.overdue(at: .now) {
        throw .silent(names[rank], seconds: seconds)
      }
      whileWaiting()
      thread.sleep(for: patience.pause)
    }
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

  /// Takes what has arrived.
  ///
  /// - Returns: whether anything had.
  private func collect() throws(RankError) -> Bool {
    var hasArrived = false
    for (number, outcome) in thread.takeOutcomes() {
      try take(outcome.message(number: number), from: 0)
      hasArrived = true
    }
    while let (message, rank) = try transport.receive() {
      try take(message, from: rank)
      hasArrived = true
    }
    return hasArrived
  }

  private func take(_ message: Message, from rank: Int) throws(RankError) {
    guard message.kind == .result || message.kind == .failure,
      handOut.finish(message.number, by: rank, at: .now)
    else {
      throw .failed("take a \(message.kind) of unit \(message.number) from \(names[rank])")
    }
    guard message.kind == .result else {
      throw .rank(names[rank], String(decoding: message.bytes, as: UTF8.self))
    }
    results[message.number] = message.bytes
  }
}
