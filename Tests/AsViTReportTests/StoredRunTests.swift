import AsViTArchitecture
import AsViTNumerics
import AsViTProxies
import AsViTSearch
import AsViTTestSupport
import FoundationEssentials
import Testing

@testable import AsViTReport

/// Numbers that depend on architecture and seed, as real scores do.
private func scores(of architecture: Architecture, seed: Seed) -> Scores {
  var rng = SplitMix64(seed: seed)
  func measurement() -> Measurement {
    Measurement(repeats: (0..<2).map { _ in .value(1 + Double(rng.next() >> 11) * 0x1p-53) })
  }
  return [LengthDistortion.metric: measurement(), ConditionNumber.metric: measurement()]
}

private let images = #"{"names":["a.jpg","b.jpg"],"digest":"0123456789abcdef"}"#
private let machine = Machine(processor: "made up", processorCount: 1, threads: 1)

struct StoredRunTests {
  let temporary: TemporaryFolder
  let path: String

  init() throws {
    temporary = try TemporaryFolder()
    path = temporary.path + "/runs/first"
  }

  private func record<Settings>(_ settings: Settings) -> RunRecord<Settings> {
    RunRecord(
      command: ["asvit"], settings: settings, versions: .current, machine: machine,
      started: Date(timeIntervalSince1970: 0))
  }

  /// Makes steps of a search of twelve, and the report after the last.
  private func search(stepCount: Int = 12) throws {
    let settings = SearchSettings(stepCount: 12)
    let folder = try RunFolder(at: path)
    let record = record(
      SearchRunSettings(
        space: SpaceRecord(name: "tiny", yaml: tinySpace), search: settings,
        proxies: ProxySettings(repeatCount: 2),
        images: try CanonicalJSON.decode(
          ImagesRecord.self, from: Array(images.utf8), of: "images")))
    _ = try folder.begin(record)
    var run = try SearchRun(
      of: Search(space: SearchSpace(yaml: tinySpace, file: "tiny.yaml"), settings: settings),
      in: folder)
    while run.steps.count < stepCount { try run.step(scoring: scores) }
    guard run.search.isFinished else { return }
    try folder.finish(
      RunReport(
        of: record, versions: .current, machine: machine, result: run.result(scoring: scores),
        timings: Timings(
          started: record.started, finished: "1970-01-01T00:01:00Z", stepSeconds: run.stepSeconds)))
  }

  private func stored() throws -> RunDetails<SearchRunSettings, SearchResultRecord> {
    guard case .search(let details) = try StoredRun(at: path) else {
      throw ReportError.noRun(path: path, reason: "not a search")
    }
    return details
  }

  @Test func `a finished run is what its report says`() throws {
    try search()
    let run = try stored()
    #expect(run.name == "first")
    #expect(run.report.timings.finished == "1970-01-01T00:01:00Z")
    #expect(run.report.result.steps.count == 12 && run.report.timings.stepSeconds.count == 12)
    #expect(run.report.result.found != nil)
    try temporary.write("not JSON", to: "runs/first/journal.jsonl")
    #expect(try stored().report.result.steps == run.report.result.steps)
  }

  @Test func `an unfinished run is what its journal holds`() throws {
    try search()
    let whole = try stored()
    try FileManager.default.removeItem(atPath: path + "/report.json")
    let journal = try stored()
    #expect(!journal.report.isFinished && journal.report.result.found == nil)
    #expect(journal.report.result.steps == whole.report.result.steps)
    #expect(journal.report.result.policy == whole.report.result.policy)
    #expect(journal.report.result.best == whole.report.result.best)
    #expect(journal.report.timings.stepSeconds == whole.report.timings.stepSeconds)
  }

  @Test func `a run under way is read and left alone`() throws {
    try search(stepCount: 5)
    let lock = try RunFolder(at: path)
    let torn = try temporary.text("runs/first/journal.jsonl") + "{\"sec"
    try temporary.write(torn, to: "runs/first/journal.jsonl")
    #expect(try stored().report.result.steps.count == 5)
    #expect(try temporary.text("runs/first/journal.jsonl") == torn)
    #expect(lock.path == path)
  }

  @Test func `a run without a step is a run`() throws {
    try search(stepCount: 0)
    #expect(try stored().report.result.steps.isEmpty)
    try FileManager.default.removeItem(atPath: path + "/journal.jsonl")
    #expect(try stored().report.result.distinctCount == 0)
  }

  @Test func `a growth stops where its journal does`() throws {
    let settings = GrowthSettings(
      topology: Genotype("4,2,1|2,2,2|2,1,1|2,1,1|24"), reach: .targets([1_000_000, 9_000_000]))
    let folder = try RunFolder(at: path)
    _ = try folder.begin(
      record(
        ScaleRunSettings(
          space: SpaceRecord(name: "tiny", yaml: tinySpace), growth: settings, allowsAbove: false,
          proxies: ProxySettings(repeatCount: 2),
          images: try CanonicalJSON.decode(
            ImagesRecord.self, from: Array(images.utf8), of: "images"))))
    let family = try SearchSpace(yaml: tinySpace, file: "tiny.yaml").family
    var run = try GrowthRun(of: Growth(of: family, settings: settings), in: folder)
    while run.machine.steps.count < 3 { try run.evaluate(scoring: scores) }
    try run.evaluate(scoring: scores)
    guard case .scale(let details) = try StoredRun(at: path) else {
      return #expect(Bool(false), "not a growth")
    }
    #expect(
      details.report.result.path.map(\.genotype) == run.machine.members.map(\.architecture.genotype)
    )
    #expect(
      details.report.result.steps.count == 3
        && details.report.timings.stepSeconds == run.stepSeconds)
    #expect(details.report.result.targets[1].member == nil)
  }

  @Test func `what is no run is named`() throws {
    let missing = #expect(throws: ReportError.self) { try StoredRun(at: path) }
    #expect(missing == .noRun(path: path, reason: "No such file or directory"))
    try temporary.write("{}", to: "runs/first/run.json")
    #expect(
      "\(try #require(throws: ReportError.self) { try StoredRun(at: path) })".contains(
        "first/run.json: the key 'schemaVersion' is missing"))
    try temporary.write(
      #"{"schemaVersion": 5, "settings": {"dance": {}}}"#, to: "runs/first/run.json")
    #expect(
      "\(try #require(throws: ReportError.self) { try StoredRun(at: path) })".contains(
        "its settings are of no known command"))
  }

  @Test func `another version of the schema is refused`() throws {
    try search()
    let report = try temporary.text("runs/first/report.json")
    try temporary.write(
      report.replacing("\"schemaVersion\" : 5", with: "\"schemaVersion\" : 1"),
      to: "runs/first/report.json")
    let error = ReportError.otherSchemaVersion(
      path: path + "/report.json", found: 1, expected: 5)
    #expect(throws: error) { try StoredRun(at: path) }
    #expect(throws: error) { try FinishedRun(at: path) }
  }

  @Test func `a journal that was altered is refused`() throws {
    try search(stepCount: 4)
    let journal = try temporary.text("runs/first/journal.jsonl")
    try temporary.write(
      journal.replacing("\"number\":2,", with: "\"number\":3,"), to: "runs/first/journal.jsonl")
    let error = #expect(throws: ReportError.self) { try StoredRun(at: path) }
    #expect("\(try #require(error))".contains("journal.jsonl:2: "))
  }
}
