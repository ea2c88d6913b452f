import AsViTReport
import AsViTTestSupport
import Foundation
import Testing

/// One finished run of each kind, as an earlier program left it: the present one comes to the same
/// results, and goes on with their journals.
///
/// A new schema version changes keys in their files; no number does.
struct StoredRunsTests {
  enum Kind: String, CaseIterable { case search, scale, train }

  private static let stored = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "StoredRuns").path

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try copy("tiny.yaml")
    // What the growth starts from.
    try copy("search/report.json")
  }

  private func copy(_ name: String) throws { try folder.write(text(name), to: name) }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(Self.stored)/\(name)", encoding: .utf8)
  }

  /// The text of the result in a report.
  private func result(in report: String) throws -> Substring {
    let start = try #require(report.range(of: "\n  \"result\" : ")).upperBound
    let end = try #require(report.range(of: "\n  \"schemaVersion\"")).lowerBound
    return report[start..<end]
  }

  @Test(arguments: Kind.allCases, [0, 0.5, 1])
  func `a run comes to the same result, from whatever part of its journal`(
    kind: Kind, part: Double
  ) throws {
    let name = kind.rawValue
    let expected = try text("\(name)/report.json")
    if kind == .search {
      try FileManager.default.removeItem(atPath: "\(folder.path)/search/report.json")
    }
    let lines = try text("\(name)/journal.jsonl").split(separator: "\n")
    let kept = lines.prefix(Int(part * Double(lines.count)))
    if !kept.isEmpty {
      try copy("\(name)/run.json")
      try folder.write(kept.map { $0 + "\n" }.joined(), to: "\(name)/journal.jsonl")
    }
    let command = try JSONValue(text("\(name)/run.json"))["command"].elements.compactMap(\.text)
    let outcome = try Binary.start(Array(command.dropFirst()), in: folder.path).finish()
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.contains("resumed after") != kept.isEmpty)
    let report = try folder.text("\(name)/report.json")
    #expect(try result(in: report) == result(in: expected))
  }
}
