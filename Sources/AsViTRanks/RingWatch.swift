/// How the first rank of a ring knows that another does not answer any more, and which.
struct RingWatch {
  typealias Instant = ContinuousClock.Instant

  /// How many times the expected time a sum may take.
  private static let slack = 10.0

  /// Of all ranks.
  private let names: [RankName]
  /// What a sum may take beyond its expected time, in seconds.
  private let deadline: Double
  /// Sums that each rank has its part of.
  private var partCounts: [Int]
  /// When the last sum was there.
  private var lastEnd = Instant.now
  /// When the first rank began to wait.
  private var start = Instant.now
  private var longestWait = Duration.zero

  init(names: [RankName], deadline: Double) {
    self.names = names
    self.deadline = deadline
    partCounts = Array(repeating: 0, count: names.count)
  }

  var hostCount: Int { Set(names.map(\.host)).count }

  /// The first rank has done its part and begins to wait for the others.
  mutating func begin() { start = .now }

  mutating func end() {
    lastEnd = .now
    longestWait = max(longestWait, start.duration(to: lastEnd))
  }

  /// A rank has its part of a sum.
  mutating func hear(of sum: Int, from rank: Int) { partCounts[rank] = sum }

  /// - Parameter sum: which one is waited for.
  /// - Throws: `RankError.silent` when that took too long: for the first rank that has not its part of it,
  ///   or the last, whose word is waited for.
  func requireAnswer(of sum: Int) throws(RankError) {
    let seconds = start.duration(to: .now) / .seconds(1)
    // The others' parts are as large as this rank's.
    let expected = max(lastEnd.duration(to: start), longestWait) / .seconds(1)
    guard seconds > deadline + Self.slack * expected else { return }
    let rank = partCounts.indices.dropFirst().first { partCounts[$0] < sum } ?? names.count - 1
    throw .silent(names[rank], seconds: seconds)
  }

  /// Why a rank cannot do its part.
  func failure(_ message: Message, of rank: Int) -> RankError {
    let report = MessageFormat.decode(FailureReport.self, from: message.bytes)
    return .rank(names[rank], report?.reason ?? "it failed")
  }
}
