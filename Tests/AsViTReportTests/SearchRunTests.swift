import AsViTArchitecture
import AsViTNumerics
import AsViTProxies
import AsViTReport
import AsViTSearch
import AsViTTestSupport
import Testing

/// Numbers that depend on architecture and seed, as real scores do.
private func scores(of architecture: Architecture, seed: Seed) -> Scores {
  var rng = SplitMix64(seed: seed)
  func repeats(around mean: Int) -> Measurement {
    Measurement(
      repeats: (0..<3).map { _ in .value(Double(mean) + Double(rng.next() >> 11) * 0x1p-53) })
  }
  return [
    LengthDistortion.metric: repeats(around: architecture.parameterCount % 97),
    ConditionNumber.metric: architecture.macCount % 5 == 0
      ? Measurement(repeats: [.value(7), .singular, .value(8)])
      : repeats(around: architecture.macCount % 89),
  ]
}

private let settings = SearchSettings(stepCount: 30, seed: 3)

private func makeSearch() throws -> Search {
  try Search(space: SearchSpace(yaml: tinySpace, file: "tiny.yaml"), settings: settings)
}

struct SearchRunTests {
  let temporary: TemporaryFolder

  init() throws { temporary = try TemporaryFolder() }

  /// Runs in folder `name` until the steps listed, each time with a new process' state, then to
  /// the end; the bytes of the result.
  private func result(in name: String, stoppingAfter stops: [Int]) throws -> [UInt8] {
    for stop in stops {
      let folder = try RunFolder(at: "\(temporary.path)/\(name)")
      var run = try SearchRun(of: makeSearch(), in: folder)
      while run.search.completedStepCount < stop { try run.step(scoring: scores) }
    }
    let folder = try RunFolder(at: "\(temporary.path)/\(name)")
    var run = try SearchRun(of: makeSearch(), in: folder)
    #expect(run.journal.resumedCount == stops.last ?? 0)
    while !run.search.isFinished { try run.step(scoring: scores) }
    #expect(run.stepSeconds.count == 30)
    return try CanonicalJSON.document(run.result(scoring: scores), for: name)
  }

  @Test func `an interrupted search ends as an uninterrupted one`() throws {
    let whole = try result(in: "whole", stoppingAfter: [])
    #expect(try result(in: "halved", stoppingAfter: [15]) == whole)
    #expect(try result(in: "often", stoppingAfter: [1, 2, 9, 29, 30]) == whole)
  }

  @Test func `a failing score leaves no trace`() throws {
    struct Failure: Error {}
    let folder = try RunFolder(at: temporary.path)
    var run = try SearchRun(of: makeSearch(), in: folder)
    try run.step(scoring: scores)
    let before = try temporary.text("journal.jsonl")
    #expect(throws: Failure.self) { try run.step { _, _ in throw Failure() } }
    #expect(try temporary.text("journal.jsonl") == before)
    #expect(run.steps.count == 1)
  }

  @Test(arguments: [
    // A number that was changed, a line that was removed, another genotype.
    ("\"reward\":0}", "\"reward\":1}", 1), ("\"number\":1,", "\"number\":2,", 1),
    ("\"genotype\":\"", "\"genotype\":\"1", 1),
  ])
  func `an altered journal is refused`(was: String, becomes: String, line: Int) throws {
    let folder = try RunFolder(at: temporary.path)
    var run = try SearchRun(of: makeSearch(), in: folder)
    for _ in 0..<3 { try run.step(scoring: scores) }
    let lines = try temporary.text("journal.jsonl").split(separator: "\n").map(String.init)
    let first = lines[0].replacing(was, with: becomes)
    #expect(first != lines[0])
    try temporary.write(
      ([first] + lines[1...]).joined(separator: "\n") + "\n", to: "journal.jsonl")
    let error = #expect(throws: ReportError.self) {
      _ = try SearchRun(of: makeSearch(), in: folder).journal.resumedCount
    }
    #expect("\(try #require(error))".contains("journal.jsonl:\(line): "))
  }

  @Test func `the policy's history is even and ends with the last step`() throws {
    let folder = try RunFolder(at: temporary.path)
    var run = try SearchRun(of: makeSearch(), in: folder)
    while !run.search.isFinished { try run.step(scoring: scores) }
    let result = try run.result(scoring: scores)
    let policy = try #require(result.policy)
    #expect(policy.history.map(\.completedSteps) == Array(0...30))
    for moment in policy.history {
      #expect(moment.probabilities.map(\.count) == policy.choices.map(\.options.count))
      for choice in moment.probabilities { #expect(abs(choice.reduce(0, +) - 1) < 1e-12) }
    }
    #expect(result.steps.map(\.number) == Array(1...30))
    #expect(result.steps[0].entropy == policy.history[0].entropy)
    #expect(result.best.count == 10)
  }
}
