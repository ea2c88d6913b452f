import AsViTReport
import AsViTTestSupport
import Foundation
import Testing

/// `asvit search --controller exact`.
struct ExactSearchTests {
  let folder: TemporaryFolder
  var run: String { folder.path + "/run" }

  /// 4 to 10 blocks at 32 pixels; splits and kernels are not decided.
  static let space = """
    family: as-vit
    image: {side: 32, mean: [0.5, 0.5, 0.5], deviation: [0.2, 0.2, 0.2]}
    classes: 10
    stem-stride: 2
    hidden-size: [8, 16]
    stages:
      - {kernel: [3, 2], split: [2, 4], expansion: [2, 3], depth: [1, 2]}
      - {kernel: [3, 2], split: 1, expansion: [2, 3], depth: [1, 4]}
      - {kernel: 2, split: 1, expansion: [2, 3], depth: [1, 3]}
      - {kernel: 2, split: 1, expansion: 2}
    heads: 8
    """

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.space, to: "space.yaml")
  }

  private func search(_ options: String...) throws -> Binary.Outcome {
    try Binary.start(
      [
        "search", "--space", "\(folder.path)/space.yaml", "--out", run, "--controller", "exact",
      ] + options
    ).finish()
  }

  private func report() throws -> JSONValue { try JSONValue(folder.text("run/report.json")) }

  @Test func `an exact search ends with its designs and says what it knows of them`() throws {
    let outcome = try search(
      "--objective", "capacity", "--max-params", "200k", "--max-macs", "1G", "--steps", "3")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let report = try report()
    #expect(try Schema.ofReports().faults(of: report) == [])
    let designs = report["result"]["exact"]["designs"].elements
    #expect((1...3).contains(designs.count))
    #expect(
      report["result"]["steps"].elements.map { $0["genotype"].text }
        == designs.map { $0["design"]["genotype"].text })
    #expect(
      report["result"]["found"]["genotype"].text == designs[0]["design"]["genotype"].text)
    #expect(
      designs[0]["extrapolations"].elements.map(\.text) == ["blocks", "widths", "imageSide"])
    let output = outcome.output.replacing(#/  +/#, with: ": ")
    for text in [
      "topology found: \(designs[0]["design"]["genotype"].text!)\n",
      "limit of parameters: 47.5 % of 200k used, most of it is left\n",
      "limit of MACs: cannot bind: no topology here has more than 9.307M, of 1G\n",
      "blocks: 10, of any number\n", "not decided: K1, K2 = 3; S1 = 2\n",
      "against it: AsViT-Bench-32, As-ViT of about equal cost on Fashion-MNIST: 52 networks",
      "extrapolated: 10 blocks, widths of 8 to 64, 32 pixels\n",
    ] { #expect(output.contains(text), "\(text) in \(output)") }
    let page = try folder.text("run/report.html")
    for text in ["Designs, best first", "most of it is left", "cannot bind"] {
      #expect(page.contains(text), "\(text)")
    }
    // The finished run is shown again, and replayed where its report is gone.
    #expect(
      try search(
        "--objective", "capacity", "--max-params", "200k", "--max-macs", "1G", "--steps", "3"
      ).output == outcome.output)
    let bytes = try folder.text("run/report.json")
    try FileManager.default.removeItem(atPath: run + "/report.json")
    #expect(
      try search(
        "--objective", "capacity", "--max-params", "200k", "--max-macs", "1G", "--steps", "3"
      ).status == 0)
    let again = try JSONValue(folder.text("run/report.json"))
    #expect(try again["result"] == JSONValue(bytes)["result"])
  }

  @Test func `blocks can be asked for`() throws {
    let outcome = try search("--objective", "capacity", "--blocks", "5", "--json")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let exact = try JSONValue(outcome.output)["exact"]
    #expect(exact["blocks"].elements.map(\.number) == [5, 5])
    #expect(
      exact["designs"].elements.allSatisfy { $0["design"]["blockCount"].number == 5 })
    let none = try search("--objective", "capacity", "--blocks", "30-40", "--force")
    #expect(none.status == 64)
    #expect(none.messages == "Error: no architecture of the space has 30 to 40 blocks\n")
  }

  @Test func `what an exact search cannot do is refused`() throws {
    let paper = try search()
    #expect(paper.status == 64)
    #expect(
      paper.messages.hasPrefix(
        "Error: an exact search goes by one metric that is a sum over layers, not by length,kappa"))
    let blocks = try Binary.run(
      "search", "--space", "\(folder.path)/space.yaml", "--out", run, "--blocks", "12-16")
    #expect(blocks.status == 64)
    #expect(blocks.messages.hasPrefix("Error: --blocks needs --controller exact."))
    let nonsense = try search("--objective", "capacity", "--blocks", "16-12")
    #expect(nonsense.status == 64)
    #expect(
      nonsense.messages.hasPrefix("Error: The value '16-12' is invalid for '--blocks <range>'"))
  }
}
