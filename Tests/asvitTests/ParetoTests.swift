import AsViTReport
import AsViTTestSupport
import Foundation
import Testing

/// Searches for a front.
struct ParetoTests {
  let setting: SearchSetting

  init() throws { setting = try SearchSetting() }

  private let terms = ["--pareto", "length,params,macs"]

  @Test func `the front is in report, terminal, page and list`() throws {
    let outcome = try Binary.start(setting.command(in: "run", terms)).finish()
    #expect(outcome.status == 0)
    let report = try setting.report()
    #expect(try Schema.ofReports().faults(of: report) == [])
    #expect(report["settings"]["search"]["controller"].text == "evolution")
    let directions = report["settings"]["search"]["objective"]["terms"].elements
      .map { $0["direction"].text }
    #expect(directions == ["higher", "lower", "lower"])
    let front = report["result"]["front"]
    #expect(front["hypervolumes"].elements.count == 40)
    let members = front["members"].elements.compactMap { $0["genotype"].text }
    #expect(members.count > 1)
    #expect(outcome.output.contains("\(members.count) architectures, hypervolume "))
    let best = try Binary.run("best", setting.run, "--front", "--plain", "--count", "99")
    #expect(best.output.split(separator: "\n").map(String.init) == members)
    let page = try setting.folder.text("run/report.html")
    #expect(page.contains("Hypervolume over steps") && page.contains("Pareto front"))
    #expect(page.contains(members[1]))
  }

  @Test(arguments: ["evolution", "random", "reinforce"])
  func `threads and interruptions change nothing`(controller: String) throws {
    let more = terms + ["--controller", controller, "--steps", "90"]
    #expect(
      try Binary.start(setting.command(in: "one", more + ["--threads", "1"])).finish().status == 0)
    let halved = setting.command(in: "two", more + ["--threads", "2"])
    let process = try Binary.start(halved)
    let journal = "\(setting.folder.path)/two/journal.jsonl"
    _ = process.wait {
      ((try? String(contentsOfFile: journal, encoding: .utf8)) ?? "").count > 9000
    }
    process.send(SIGKILL)
    _ = try process.finish()
    #expect(try Binary.start(halved).finish().status == 0)
    #expect(try setting.resultBytes(in: "one") == setting.resultBytes(in: "two"))
  }

  @Test(arguments: [
    (["--pareto", "length"], "two or three different quantities make a front"),
    (["--pareto", "length,length"], "two or three different quantities make a front"),
    (["--pareto", "length,speed"], "nothing to trade is called 'speed'; possible: length, "),
    (["--pareto", "length,macs", "--objective", "length"], "give one of them"),
    (["--pareto", "length,macs", "--controller", "exact"], "neither with --controller exact"),
    (["--pareto", "length,macs", "--rescore"], "nor with --rescore"),
  ])
  func `what makes no front is refused`(options: [String], message: String) throws {
    let outcome = try Binary.start(setting.command(in: "run", options)).finish()
    #expect(outcome.status == 64 && outcome.messages.contains(message), "\(outcome.messages)")
  }

  @Test func `limits that cannot bind are said, and what others used`() throws {
    let slack = try setting.search(in: "slack", "--max-macs", "1T")
    #expect(
      slack.messages.contains("Warning: the limit of MACs cannot bind: no topology here has "))
    #expect(slack.output.contains("limit of MACs"))
    let tight = try setting.search(
      in: "tight", "--max-params", "53k", "--controller", "evolution")
    #expect(!tight.messages.contains("cannot bind"))
    let page = try setting.folder.text("tight/report.html")
    #expect(page.contains("limit of parameters") && page.contains(" % of 53k used"))
    #expect(page.contains("drawn again") && page.contains("The dashed line is the limit."))
  }
}
