import AsViTReport
import AsViTTestSupport
import Testing

/// `asvit search --seeds`.
struct SeedsTests {
  private let setting: SearchSetting

  init() throws { setting = try SearchSetting() }

  private var several: [String] { ["--seed", "3", "--seeds", "3"] }

  private func search(in run: String = "run", _ more: [String]) throws -> Binary.Outcome {
    try Binary.start(setting.command(in: run, more)).finish()
  }

  @Test func `each seed is a search as it is alone`() throws {
    let outcome = try search(several)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try search(in: "alone", ["--seed", "4"]).status == 0)
    #expect(try setting.resultBytes(in: "run/seed-4") == setting.resultBytes(in: "alone"))
    #expect(try setting.folder.text("run/report.html").contains("seed-5"))
    let again = try search(several)
    #expect(again.output == outcome.output)
    #expect(again.messages.contains("run/seed-3: this run is finished"))
  }

  @Test func `spread and agreement are those of the topologies found`() throws {
    let outcome = try search(several + ["--json"])
    #expect(outcome.status == 0, "\(outcome.messages)")
    let agreement = try JSONValue(outcome.output)["agreement"]
    let found = try (3...5).map { seed in
      try setting.report(in: "run/seed-\(seed)")["result"]["found"]
    }
    #expect(agreement["outcomes"].elements.map { $0["found"] } == found)
    let sizes = found.compactMap { $0["parameterCount"].number }
    let mean = sizes.reduce(0, +) / 3
    let squares = sizes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let spread = agreement["parameterCount"]
    #expect(abs(try #require(spread["mean"].number) - mean) < 1e-9 * mean)
    let deviation = try #require(spread["standardDeviation"].number)
    #expect(abs(deviation - (squares / 2).squareRoot()) < 1e-9 * mean)
    // The heads are the last part of a genotype, and all the same here.
    let genotypes = found.compactMap { $0["genotype"].text }
    let kernels = genotypes.map { $0.prefix { $0 != "," } }
    let first = agreement["choices"].elements[0]
    #expect(first["choice"].text == "K1" && first["optionCount"].number == 2)
    let most = Dictionary(grouping: kernels) { $0 }.mapValues(\.count)
    #expect(first["count"].number == Double(try #require(most.values.max())))
    #expect(most[Substring(first["option"].text ?? "")] == most.values.max())
  }

  @Test(arguments: [
    (["--seeds", "1"], "at least 2 are needed"),
    (["--seeds", "2", "--seed", "4294967294"], "--seeds: seeds end at 4294967295."),
    (
      ["--seeds", "2", "--controller", "exact", "--objective", "capacity"],
      "--seeds: an exact search comes to the same with every seed."
    ),
    (["--seeds", "2", "--shortlist", "2"], "--seeds: --then-train trains what one search found"),
  ])
  func `seeds that tell nothing are refused`(options: [String], message: String) throws {
    let outcome = try search(options)
    #expect(outcome.status == 64 && outcome.messages.contains(message), "\(outcome.messages)")
  }

  @Test func `the folder of a search is no place for several`() throws {
    #expect(try search([]).status == 0)
    let outcome = try search(several)
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains("run: is the folder of one search; --seeds makes a folder"))
  }
}
