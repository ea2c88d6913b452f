/// What is read from files that may have been altered: JSON can say more than the program would have
/// written, such as an index beyond the end, and more than it could go on with.
protocol CheckedRecord {
  /// - Throws: at the first value that is not possible.
  func check() throws(RecordFault)
}

/// The result of a run, checked against what was asked for.
protocol CheckedResult {
  associatedtype Settings
  func check(of settings: Settings) throws(RecordFault)
}

/// What is not possible in a record.
struct RecordFault: Error {
  let reason: String
}

/// - Throws: the reason, when the condition does not hold.
func require(_ condition: Bool, _ reason: @autoclosure () -> String) throws(RecordFault) {
  guard condition else { throw RecordFault(reason: reason()) }
}

extension RunRecord: CheckedRecord where Settings: CheckedRecord {
  func check() throws(RecordFault) { try settings.check() }
}

extension RunReport: CheckedRecord
where Settings: CheckedRecord, Result: CheckedResult, Result.Settings == Settings {
  func check() throws(RecordFault) {
    try settings.check()
    try result.check(of: settings)
    try require(isFinished, "timings.finished: is missing")
    try require(
      timings.stepSeconds.allSatisfy(isDuration), "timings: a step has no possible duration")
  }
}

/// Whether so many seconds can pass while a program runs.
func isDuration(_ seconds: Double) -> Bool { (0...1e9).contains(seconds) }

/// What a count may be: larger ones come up nowhere, and sums of these do not overflow.
let possibleCounts = 0...1 << 53
/// The same of what is there.
let possibleSizes = 1...1 << 53

extension Sequence<Int> {
  /// Whether all are in `range`.
  func allLie(in range: ClosedRange<Int>) -> Bool { allSatisfy(range.contains) }
}
