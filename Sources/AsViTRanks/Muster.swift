import Glibc

/// Waits until all ranks have said what they are.
struct Muster {
  let transport: any Transport
  let hello: Hello
  /// How long, in seconds.
  let deadline: Double

  /// The names of all ranks, in order.
  ///
  /// - Throws: `RankError.missing`, `.differs`, and what a rank reported in place of a hello.
  func names() throws(RankError) -> [RankName] {
    var names: [Int: RankName] = [0: RankName(rank: 0, host: hello.host)]
    let start = ContinuousClock.now
    var patience = Patience()
    while names.count < transport.size {
      if let (message, rank) = try transport.receive() {
        names[rank] = try name(of: rank, accordingTo: message)
        patience.renew()
      } else if start.duration(to: .now) / .seconds(1) < deadline {
        usleep(UInt32(patience.pause / .microseconds(1)))
      } else {
        throw .missing((0..<transport.size).filter { names[$0] == nil }, seconds: deadline)
      }
    }
    return names.values.sorted { $0.rank < $1.rank }
  }

  private func name(
    of rank: Int, accordingTo message: Message
  ) throws(RankError) -> RankName {
    switch message.kind {
    case .hello:
      guard let other = MessageFormat.decode(Hello.self, from: message.bytes) else { break }
      let name = RankName(rank: rank, host: other.host)
      if let difference = hello.difference(to: other) { throw .differs(name, what: difference) }
      return name
    case .failure:
      guard let report = MessageFormat.decode(FailureReport.self, from: message.bytes) else {
        break
      }
      throw .rank(RankName(rank: rank, host: report.host), report.reason)
    default: break
    }
    throw .differs(RankName(rank: rank, host: "an unknown host"), what: .format)
  }
}

/// What a rank says in place of a hello when it cannot do its part.
struct FailureReport: Codable {
  let host: String
  let reason: String
}
