public import AsViTArchitecture
public import AsViTNumerics
public import AsViTProxies
public import AsViTSearch

/// A search that continues from the journal of its folder and adds to it.
public struct SearchRun: ~Copyable {
  /// A journal line.
  public struct Entry: Codable, Sendable {
    let seconds: Double
    let step: SearchStep
    /// What latencies are counted in; nil where none are measured.
    let reference: LatencyReference?
  }

  public private(set) var search: Search
  public private(set) var journal: RunJournal<Entry>
  /// What latencies are counted in, to be set before the first step where they are measured.
  public var reference: LatencyReference?

  /// Brings a search that has made no step to where the journal ends.
  ///
  /// - Throws: `ReportError` when the journal is broken, and when a line is not what this search
  ///   comes to.
  public init(of search: Search, in folder: borrowing RunFolder) throws(ReportError) {
    var search = search
    journal = try RunJournal(in: folder) { entry, _ in search.replay(entry) }
    reference = journal.entries.last?.reference
    self.search = search
  }

  public var steps: [SearchStep] { journal.entries.map(\.step) }

  /// The seconds of each step, in order.
  public var stepSeconds: [Double] { journal.entries.map(\.seconds) }

  /// Makes the next step and returns when it is on the device.
  ///
  /// - Parameter latency: called where the settings measure latencies.
  /// - Throws: what `scores` and `latency` throw, `SearchError`, and `ReportError.cannotWrite`.
  @discardableResult
  public mutating func step(
    scoring scores: (Architecture, Seed) throws -> Scores,
    timing latency: (Architecture) throws -> Measurement = Search.unmeasured
  ) throws -> SearchStep {
    let (step, seconds) = try timed { try search.step(scoring: scores, timing: latency) }
    try journal.append(Entry(seconds: seconds, step: step, reference: reference))
    return step
  }

  /// What the steps so far come to.
  ///
  /// - Parameters:
  ///   - scores: called when no step looked at the architecture found.
  ///   - latency: called before, where the settings measure latencies.
  /// - Precondition: at least one step was made.
  public func result(
    scoring scores: (Architecture, Seed) throws -> Scores,
    timing latency: (Architecture) throws -> Measurement = Search.unmeasured
  ) throws -> SearchResultRecord {
    SearchResultRecord(
      search, steps: steps, found: try search.found(scoring: scores, timing: latency),
      reference: reference)
  }
}

extension Search {
  /// Makes the step of a journal line.
  ///
  /// - Returns: why the search does not come to it; nil when it does.
  mutating func replay(_ entry: SearchRun.Entry) -> String? {
    do {
      let step = try replay(entry.step)
      return step == entry.step ? nil : "step \(step.number) is not what its scores lead to"
    } catch {
      return "\(error)"
    }
  }
}
