import AsViTReport
import AsViTTestSupport
import FoundationEssentials
import Testing

@testable import AsViTPage

/// The page of a training, of a run among the seeds of `make fuzz`.
struct TrainPageTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func page() throws -> String {
    let seeds = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../Fuzzing/Seeds")
    let report = try String(
      contentsOfFile: seeds.standardized.path + "/report/train.json", encoding: .utf8)
    try folder.write(report, to: "run/report.json")
    return try ReportPage(of: StoredRun(at: folder.path + "/run")).html
  }

  @Test func `accuracy is named by its term, with one precision`() throws {
    let html = try page()
    #expect(html.contains(">top-1 accuracy, %</text>"))
    let fact = try #require(
      html.firstMatch(of: #/<dt>top-1 accuracy<\/dt><dd class="">([\d.]+ %)/#))
    #expect(html.contains("<td class=\"number\" data-key=") && html.contains(">\(fact.1)</td>"))
  }

  @Test func `top-5 stands only where there are more than five classes`() throws {
    #expect(!(try page().contains("top-5")))
    for (count, isShown) in [(5, false), (6, true)] {
      let fields = [Table.Field<EvaluationRecord>].accuracy(classCount: count) { $0 }
      #expect(fields.contains { $0.column.title == "top-5" } == isShown)
    }
  }
}
