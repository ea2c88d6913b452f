import AsViTArchitecture
import AsViTReport
import AsViTSearch
import AsViTTestSupport
import FoundationEssentials
import Testing

@testable import AsViTPage

/// What the script of a page shows of architectures.
struct ArchitectureIndexTests {
  private struct Document: Decodable {
    struct Entry: Decodable {
      let genotype: String
      let letter: String?
      let mark: String?
      let step: Int?
      let values: [String]
      let parts: [[Int]]
    }
    struct Policy: Decodable {
      let steps: [Int]
      let percentages: [[Int]]
    }

    let facts: [String]
    let commands: [String]
    let architectures: [Entry]
    let policy: Policy?
  }

  let runs: StoredRuns

  init() throws { runs = try StoredRuns() }

  private func document(in html: String) throws -> Document {
    let start = "<script type=\"application/json\" id=\"architectures-data\">"
    let text = try #require(html.split(separator: start).dropFirst().first)
      .split(separator: "</script>")[0]
    return try JSONDecoder().decode(Document.self, from: Data(text.utf8))
  }

  private func search(stoppingAfter stop: Int? = nil) throws -> (String, SearchReport) {
    let run = try runs.search(stoppingAfter: stop)
    guard case .search(let details) = run else { preconditionFailure("another run") }
    return (try ReportPage(of: run).html, details.report)
  }

  @Test func `every architecture of a search can be asked`() throws {
    let (html, report) = try search()
    let document = try document(in: html)
    let seen = Set(report.result.steps.map(\.genotype.description))
    let found = try #require(report.result.found).genotype.description
    #expect(Set(document.architectures.map(\.genotype)) == seen.union([found]))
    #expect(document.architectures.filter { $0.mark == "found" }.map(\.genotype) == [found])
    let space = try report.settings.space.space()
    for entry in document.architectures {
      let architecture = try space.architecture(for: Genotype(entry.genotype))
      #expect(entry.parts.reduce(0) { $0 + $1[4] } == architecture.parameterCount)
      #expect(entry.parts.reduce(0) { $0 + $1[5] } == architecture.macCount)
      #expect(
        entry.parts.dropFirst().dropLast().map { $0[2] } == architecture.stages.map(\.channelCount))
      #expect(entry.values.count == document.facts.count)
      #expect(entry.values.suffix(2).first == architecture.parameterCount.shown)
    }
  }

  @Test func `points have the numbers of their architectures`() throws {
    let (html, _) = try search()
    let entries = try document(in: html).architectures
    let points = html.matches(of: #/data-a="(\d+)"><title>([^<]*)</#)
    #expect(points.count > 3 * entries.count)
    for point in points {
      let number = try #require(Int(point.1))
      #expect(point.2.contains(entries[number].genotype))
    }
  }

  @Test func `the front has its letters on plots and in the table`() throws {
    let (html, report) = try search()
    let entries = try document(in: html).architectures
    let front = try #require(try Contenders(of: report)).all.filter(\.isOnFront)
    let named = entries.filter { $0.letter != nil }
    #expect(Set(named.map(\.genotype)) == Set(front.map(\.genotype.description)))
    #expect(named.compactMap(\.letter).sorted() == named.indices.map { letter($0) }.sorted())
    for entry in named {
      let letter = try #require(entry.letter)
      #expect(
        html.contains("<td class=\"mono\">\(entry.genotype)</td><td class=\"\">\(letter)</td>"))
    }
    #expect(html.contains("class=\"mark name\" text-anchor=\"middle\">A</text>"))
    #expect(
      [0, 25, 26, 51, 52, 701, 702].map(letter) == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"])
  }

  @Test func `the policy has a number for each row and moment`() throws {
    let (html, report) = try search(stoppingAfter: 12)
    let policy = try #require(document(in: html).policy)
    #expect(policy.steps == report.result.policy?.history.map(\.completedSteps))
    for moment in policy.percentages {
      #expect(moment.count == html.matches(of: #/class="sensor"/#).count)
      // Five choices, each rounded.
      #expect(abs(moment.reduce(0, +) - 500) <= 5)
    }
  }

  @Test func `the next commands are of the space that the run named`() throws {
    let (html, _) = try search()
    let commands = try document(in: html).commands
    #expect(
      commands == [
        "asvit train --genotype '{}' --space tiny --out runs/trained",
        "asvit scale --genotype '{}' --space tiny --out runs/family",
        "asvit export --from '{}' --space tiny --out export",
      ])
    let family = try SearchSpace(yaml: tinySpace, file: "tiny.yaml").family
    let record = SpaceRecord(name: "tiny", yaml: tinySpace)
    for command in [
      ["asvit", "search", "--space", "my </script>.yaml"], ["--space=my </script>.yaml"],
    ] {
      var index = ArchitectureIndex(
        facts: [], commands: NextCommands(after: command, in: record, family).all)
      index.policy = nil
      let json = try index.json()
      #expect(json.contains("--space 'my \\u003c/script>.yaml'") && !json.contains("<"))
    }
  }

  @Test func `growths and trainings can be asked too`() throws {
    guard case .scale(let growth) = try runs.scale() else { return #expect(Bool(false)) }
    let html = try ReportPage(of: .scale(growth)).html
    let members = try document(in: html).architectures
    let path = growth.report.result.path.map(\.genotype.description)
    #expect(Array(members.map(\.genotype).prefix(path.count)) == path)
    // A chosen candidate is a member.
    let candidates = growth.report.result.steps.flatMap(\.candidates).map(\.genotype.description)
    #expect(Set(members.map(\.genotype)) == Set(path + candidates) && candidates.count > path.count)
    #expect(html.contains("data-a=\"\(members.count - 1)\""))
    #expect(
      try document(in: ReportPage(of: runs.search("e", controller: .evolution)).html).policy == nil)
  }

  @Test func `what is shown one by one has a bound`() {
    let many = Array(0..<9001).thinned()
    #expect(many.count == 2000 && many.first == 0 && many.last == 9000)
    #expect(zip(many, many.dropFirst()).allSatisfy { 4...5 ~= $1 - $0 })
    #expect(Array(0..<2000).thinned() == Array(0..<2000))
  }
}
