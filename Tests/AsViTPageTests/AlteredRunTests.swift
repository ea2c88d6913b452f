import AsViTPage
import AsViTReport
import AsViTTestSupport
import FoundationEssentials
import Testing

/// Runs whose files were altered: each alteration would have ended the process where its page is
/// made, or where a command takes networks from it. The files are the seeds of `make fuzz`.
struct AlteredRunTests {
  private static let seeds = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../Fuzzing/Seeds").standardized.path

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Writes a seed as a run, with one text in the place of another.
  private func write(_ seed: String, replacing from: String = "", with to: String = "") throws
    -> String
  {
    var text = try String(contentsOfFile: "\(Self.seeds)/\(seed)", encoding: .utf8)
    if !from.isEmpty {
      try #require(text.contains(from), "\(seed) has no \(from)")
      text = text.replacing(from, with: to)
    }
    if seed.hasPrefix("report/") {
      try folder.write(text, to: "run/report.json")
    } else {
      let lines = text.split(separator: "\n", maxSplits: 1)
      try folder.write(String(lines[0]), to: "run/run.json")
      try folder.write(String(lines[1]), to: "run/journal.jsonl")
    }
    return folder.path + "/run"
  }

  private func pages(of path: String) throws -> [String] {
    let run = try StoredRun(at: path)
    return [try ReportPage(of: run).html, try ReportPage(comparing: [run, run]).html]
  }

  @Test(arguments: [
    "report/search.json", "report/evolution.json", "report/scale.json", "report/random.json",
    "report/train.json", "report/trained.json", "report/audit.json", "report/audit-repeated.json",
    "journal/audit", "journal/search", "journal/evolution", "journal/scale", "journal/random",
    "journal/train", "journal/trained",
  ])
  func `runs that were not altered have pages`(seed: String) throws {
    for page in try pages(of: write(seed)) { #expect(page.hasSuffix("</html>\n")) }
  }

  @Test(arguments: [
    ("search", #""names":["#, #""names":[],"other":["#, "settings.images.names: is empty"),
    ("search", #""number":2"#, #""number":-9223372036854775808"#, "not numbered from 1"),
    ("search", #""probabilities":[["#, #""probabilities":[[7,"#, "no probabilities"),
    ("search", #""options":["#, #""options":[],"other":["#, "one has no options"),
    ("search", #""parameterCount":"#, #""parameterCount":-"#, "numbers of parameters"),
    ("search", #""stepSeconds":["#, #""stepSeconds":[1e300,"#, "no possible duration"),
    ("search", #""found":"#, #""other":"#, "result.found: is missing"),
    ("trained", #""genotypes":["#, #""genotypes":[],"other":["#, "no possible values of genotypes"),
    ("trained", #""values":["#, #""values":[1,"#, "no possible values of genotypes"),
    ("scale", #""finished":"#, #""other":"#, "timings.finished: is missing"),
    ("scale", #""choice":"#, #""choice":9"#, "no candidate is the choice"),
    ("scale", #""path":["#, #""path":[],"other":["#, "result.path: 0 members"),
    ("scale", #""gridSide":8"#, #""gridSide":2000000000"#, "a stage that is not possible"),
    ("scale", #""windowSide":"#, #""windowSide":-"#, "a stage that is not possible"),
    ("scale", #""stages":["#, #""stages":[],"other":["#, "a member of 0 stages"),
    ("scale", #""macCount":"#, #""macCount":-"#, "not possible"),
    ("train", #""best":"#, #""best":9"#, "a place beyond the candidates"),
    ("train", #""survivors":["#, #""survivors":[5,"#, "a place beyond the candidates"),
    ("train", #""confusion":[["#, #""confusion":[[1,"#, "no square of counts"),
    ("train", #""classNames":["#, #""classNames":["c","#, "confusion of other classes"),
    ("train", #""gridSides":["#, #""gridSides":[4294967296,"#, "a phase of a plan"),
    ("train", #""weights":""#, #""weights":"../"#, "not in the folder"),
    ("train", #""batchSize":16"#, #""batchSize":0"#, "settings.training.batchSize"),
    ("train", #""largestBatchMultiplier":1"#, #""largestBatchMultiplier":0"#, "numbers are above"),
  ])
  func `a report that was altered is refused`(
    seed: String, from: String, to: String, reason: String
  ) throws {
    let path = try write("report/\(seed).json", replacing: from, with: to)
    for read in [{ _ = try StoredRun(at: path) }, { _ = try FinishedRun(at: path) }] {
      let error = try #require(throws: ReportError.self) { try read() }
      #expect(error.description.contains(reason))
    }
  }

  @Test(arguments: [
    (#""confusion":[["#, #""confusion":[[1,"#, "confusion: no square of counts"),
    (#""confusion":[[3,1],[0,2]]"#, #""confusion":[]"#, "of no images"),
    (#""trainingCount":"#, #""trainingCount":-"#, "no possible numbers of images"),
    (#""leastGridSide":1"#, #""leastGridSide":0"#, "numbers are above 100000 or below 1"),
    (#""candidates":["#, #""candidates":[],"other":["#, "settings.candidates: is empty"),
  ])
  func `a training under way that was altered is refused`(
    from: String, to: String, reason: String
  ) throws {
    // The last line of a journal may be torn: the same again stands behind.
    let path = try write("journal/train", replacing: from, with: to)
    let journal = try folder.text("run/journal.jsonl")
    try folder.write(journal + journal, to: "run/journal.jsonl")
    let error = try #require(throws: ReportError.self) { try StoredRun(at: path) }
    #expect(error.description.contains(reason))
  }

  @Test(arguments: [
    (
      #""targets":[{"higherIsBetter":true,"name":"a""#, #""targets":[],"other":[{"name":"a""#,
      "is empty"
    ),
    (#""values":[1,2,3]"#, #""values":[1,2]"#, "2 values of a for 3 rows"),
    (#""values":[1,2,3]"#, #""values":[1,2,3e300]"#, "values of a that are too large"),
    (#""genotypes":["#, #""genotypes":[],"other":["#, "settings.audit.genotypes: 0"),
    (#"|8,8","macCount":"#, #"|8,8","macCount":-"#, "counts that are not possible"),
    (#""rowCount":"#, #""rowCount":-"#, "counts that are not possible"),
    (#""score":"depth""#, #""score":"height""#, "other scores than result.scores"),
    (#""names":["#, #""names":[],"other":["#, "settings.images.names: is empty"),
  ])
  func `an audit that was altered is refused`(
    from: String, to: String, reason: String
  ) throws {
    let path = try write("report/audit.json")
    let report = try folder.text("run/report.json")
    let place = try #require(report.range(of: from))
    try folder.write(report.replacingCharacters(in: place, with: to), to: "run/report.json")
    let error = try #require(throws: ReportError.self) { try StoredRun(at: path) }
    #expect(error.description.contains(reason))
  }

  @Test(arguments: ["1.7e308", "-1.7e308", "5e-324", "0"])
  func `pages show whatever numbers there are`(value: String) throws {
    for seed in ["search", "trained", "scale", "train", "audit", "audit-repeated"] {
      let path = try write("report/\(seed).json")
      let report = try folder.text("run/report.json")
      // No check limits these.
      let altered = report.replacing(
        #/"(mean|reward|baseline|entropy|fraction|loss|learningRate|deviation|points|value|tolerance)":-?[0-9][-+.e0-9]*/#
      ) { "\"\($0.1)\":\(value)" }
      try #require(altered != report)
      try folder.write(altered, to: "run/report.json")
      #expect(try pages(of: path).count == 2)
    }
  }
}
