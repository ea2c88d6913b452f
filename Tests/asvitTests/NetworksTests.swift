import AsViTReport
import AsViTTestSupport
import Foundation
import Testing

/// What `best`, `table` and `--pick` say of runs.
struct NetworksTests {
  let setting: SearchSetting

  init() throws { setting = try SearchSetting() }

  private func output(_ arguments: String...) throws -> String {
    let outcome = try Binary.start(arguments).finish()
    #expect(outcome.status == 0, "\(outcome.messages)")
    return outcome.output
  }

  private func fault(_ arguments: String..., status: Int32 = 64) throws -> String {
    let outcome = try Binary.start(arguments).finish()
    #expect(outcome.status == status && outcome.output.isEmpty)
    return outcome.messages
  }

  @Test func `a table has a line for every architecture of a search`() throws {
    _ = try setting.search()
    let result = try setting.report()["result"]
    let lines = try output("table", setting.run).split(separator: "\n")
    #expect(
      lines[0] == "genotype,parameters,macs,found,front,rank-sum,first-step,"
        + "length_mean,length_sd,kappa_mean,kappa_sd")
    let seen = Set(result["steps"].elements.compactMap { $0["genotype"].text })
    let genotypes = Set(lines.dropFirst().map { String($0.split(separator: "\"")[0]) })
    #expect(genotypes.isSuperset(of: seen) && genotypes.count == lines.count - 1)
    #expect(lines.dropFirst().count { $0.contains(",true,") } >= 1)
    let objects = try output("table", setting.run, "--json-lines").split(separator: "\n")
      .map { try JSONValue(String($0)) }
    #expect(objects.count == lines.count - 1)
    let best = result["best"].elements[0]
    let first = try #require(objects.first { $0["genotype"] == best["genotype"] })
    #expect(first["length_mean"] == best["metrics"]["lengthDistortion"]["mean"])
    #expect(first["parameters"] == best["parameterCount"])
  }

  @Test func `the best are within the limits`() throws {
    _ = try setting.search()
    let all = try output("best", setting.run, "--plain", "--count", "999").split(separator: "\n")
    let few = try output("best", setting.run, "--plain", "--count", "999", "--max-params", "53k")
      .split(separator: "\n")
    #expect(!few.isEmpty && few.count < all.count)
    // The limit leaves out some and changes no order.
    #expect(few == all.filter(few.contains))
    let rows = try output("best", setting.run, "--json", "--by", "params", "--count", "3")
      .split(separator: "\n").map { try JSONValue(String($0)) }
    let sizes = rows.compactMap { $0["parameters"].number }
    #expect(sizes.count == 3 && sizes == sizes.sorted(by: >))
    #expect(
      try fault("best", setting.run, "--max-params", "1k")
        == "Error: no network of the run has at most 1000 parameters; raise the limit\n")
    #expect(
      try fault("best", setting.run, "--by", "zico").hasPrefix(
        "Error: the search did not measure zico; possible: what it did, length, kappa, "))
  }

  @Test func `commands take the network that is picked`() throws {
    _ = try setting.search()
    let third = try String(
      output("best", setting.run, "--plain", "--count", "3").split(separator: "\n")[2])
    let path = setting.folder.path
    _ = try output(
      "train", "--from", setting.run, "--pick", "3", "--budget", "2steps", "--out",
      path + "/trained")
    #expect(
      try setting.report(in: "trained")["settings"]["candidates"].elements.map(\.text) == [third])
    _ = try output(
      "scale", "--from", setting.run, "--pick", "3", "--policy", "compound", "--max-params", "1M",
      "--repeats", "1", "--out", path + "/family")
    let start = try setting.report(in: "family")["result"]["path"].elements[0]["genotype"].text
    #expect(try #require(start).split(separator: "|").count == 5)
    let largest = try output("best", path + "/family", "--plain", "--count", "1")
    _ = try output(
      "export", "--from", path + "/family", "--pick", "1", "--format", "json", "--out",
      path + "/export")
    let exported = try #require(
      try FileManager.default.contentsOfDirectory(atPath: path + "/export").first)
    #expect(
      try JSONValue(setting.folder.text("export/\(exported)"))["genotype"].text
        == String(largest.dropLast()))
    #expect(
      try fault("export", "--from", setting.run, "--pick", "9999", "--out", path + "/none")
        .contains("--pick 9999: 'asvit best' lists "))
    #expect(
      try fault("train", "--genotype", third, "--pick", "1", "--out", path + "/none")
        .contains(
          "--pick takes one network of a run: it needs --from, and no --candidates or --shortlist.")
    )
  }

  @Test func `a search says what there is to choose from`() throws {
    let outcome = try setting.search(in: "run", "--json")
    let summary = try JSONValue(outcome.output)
    let contenders = summary["contenders"].elements
    #expect(contenders[0]["genotype"] == summary["found"]["genotype"])
    #expect(contenders[0]["isFound"] == .bool(true))
    #expect(contenders.count { $0["hasLeastRankSum"] == .bool(true) } == 1)
    for contender in contenders {
      let place = contender["places"]["conditionNumber"]
      let (first, rank, last) = (place["first"].number, place["rank"].number, place["last"].number)
      #expect(try #require(first) <= #require(rank) && #require(rank) <= #require(last))
    }
    let entropy = summary["entropy"]
    #expect(entropy["openTopologyCount"] == .null)
    let early = try setting.search(in: "early", "--steps", "2")
    #expect(early.output.contains(" nats: not converged, still spread over about "))
    let page = try setting.folder.text("run/report.html")
    #expect(page.contains("Which one to take"))
  }

  @Test func `trainings with several seeds stand in the order of their designs`() throws {
    let path = setting.folder.path + "/trained"
    let genotypes = ["4,2", "5,2", "4,4", "5,4"].map { "\($0),1|2,2,1|2,1,1|2,1,1|8,8" }
    let candidates = genotypes.flatMap { ["--genotype", $0] }
    let options = ["--space", setting.space, "--seeds", "2", "--budget", "4steps", "--out", path]
    #expect(try Binary.start(["train"] + candidates + options).finish().status == 0)
    let designs = try setting.report(in: "trained")["result"]["designs"].elements
    let rows = try output("table", path).split(separator: "\n").dropFirst()
    let names = designs.compactMap { $0["genotype"].text }.flatMap { [$0, $0] }
    #expect(rows.map { String($0.split(separator: "\"")[0]) } == names)
  }

  @Test func `what has no networks is named`() throws {
    let path = setting.folder.path
    #expect(try fault("best", path + "/none", status: 65).contains("not a run"))
    _ = try output(
      "train", "--genotype", "4,2,1|2,2,1|2,1,1|2,1,1|8,8", "--space", setting.space, "--budget",
      "2steps", "--out", path + "/trained")
    #expect(
      try fault("best", path + "/trained", "--by", "params")
        == "Error: \(path)/trained: not a search; --by ranks the architectures of one\n")
    let row = try output("table", path + "/trained").split(separator: "\n")
    #expect(row[0].hasSuffix(",outcome,epochs,top-1,top-5,loss") && row.count == 2)
  }
}
