import AsViTReport
import AsViTTestSupport
import Foundation
import Testing

/// What the tool shows on a terminal, and what it leaves out elsewhere.
struct TerminalTests {
  let setting: SearchSetting

  init() throws { setting = try SearchSetting() }

  private static let escape = "\u{1B}["

  /// The lines on the terminal at the end, as far as carriage returns renew them.
  private func lines(of output: String) -> [String] {
    output.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        String(line.split(separator: "\r").last ?? "").replacing(#/\u{1B}\[[0-9;]*[mK]/#, with: "")
      }
  }

  @Test func `progress is a bar with units that renews itself`() throws {
    let outcome = try Binary.runOnTerminal(setting.command(), columns: 100)
    #expect(outcome.status == 0, "\(outcome.output)")
    let bar = #/\r\u{1B}\[K\[\u{1B}\[32m=*>?\u{1B}\[0m *\] +\d+ % step \d+\/40, \S+ s\/step, ETA /#
    #expect(outcome.output.contains(bar))
    let states = outcome.output.split(separator: "\r").filter { $0.hasPrefix("\(Self.escape)K[") }
    for state in states {
      #expect(lines(of: String(state))[0].count < 100, "\(state)")
    }
  }

  @Test(arguments: ["TERM=dumb NO_COLOR=", "TERM=xterm NO_COLOR=1"])
  func `there is no colour where none is wanted`(environment: String) throws {
    let outcome = try Binary.runOnTerminal(
      setting.command(), columns: 100, environment: environment)
    #expect(outcome.status == 0)
    #expect(!outcome.output.contains(#/\u{1B}\[[0-9;]*m/#))
    #expect(outcome.output.contains("\u{1B}") == (environment != "TERM=dumb NO_COLOR="))
    let refused = try Binary.runOnTerminal(
      ["export", "--from", "x", "--out", "y"], columns: 100, environment: environment)
    #expect(refused.output.hasPrefix("Error: "))
  }

  @Test func `errors and heads of tables are coloured on a terminal, and nowhere else`() throws {
    let refused = ["export", "--from", "x", "--out", "y"]
    #expect(
      try Binary.runOnTerminal(refused, columns: 100).output
        .hasPrefix("\(Self.escape)1;31mError:\(Self.escape)0m "))
    #expect(try Binary.start(refused).finish().messages.hasPrefix("Error: "))
    let list = try Binary.runOnTerminal(["spaces", "list"], columns: 100).output
    #expect(list.hasPrefix("\(Self.escape)1mname "))
    #expect(!(try Binary.run("spaces", "list").output.contains("\u{1B}")))
  }

  @Test(arguments: [
    ["search", "--help"], ["spaces", "list"], ["doctor"], ["best", "RUN"], ["search"],
    ["train", "--from", "RUN", "--pick", "99", "--out", "RUN/train"],
  ])
  func `no word is broken at 48 columns`(arguments: [String]) throws {
    if arguments.contains("RUN") || arguments.contains("RUN/train") { _ = try setting.search() }
    let words = arguments.map { $0.replacing("RUN", with: setting.run) }
    let narrow = lines(of: try Binary.runOnTerminal(words, columns: 48).output)
    for line in narrow where line.count > 48 {
      // A word alone, after a name at most, or what is to be copied.
      #expect(
        line.hasPrefix("  ") || line.split(separator: " ").count < 3,
        "\(line.count) columns: \(line)")
    }
  }

  @Test func `a result is laid out for 48 columns`() throws {
    let outcome = try Binary.runOnTerminal(setting.command(), columns: 48)
    let all = lines(of: outcome.output)
    #expect(all.contains { $0.hasPrefix("decided by ") && $0.count <= 48 })
    for line in all where !line.contains("/run/report.") && !line.contains(setting.space) {
      #expect(line.count <= 48, "\(line)")
    }
  }

  @Test func `--quiet leaves the folder of the run`() throws {
    let outcome = try setting.search(in: "run", "--quiet")
    #expect(outcome.status == 0)
    #expect(outcome.output == setting.run + "\n")
    #expect(outcome.messages == "")
    let again = try setting.search(in: "run", "-q", "--json")
    #expect(try JSONValue(again.output)["report"].text == setting.run + "/report.json")
    #expect(again.messages == "")
    let refused = try setting.search(in: "run", "--quiet", "--seed", "9")
    #expect(refused.status == 64 && refused.messages.hasPrefix("Error: "))
  }

  @Test func `--open hands the page to xdg-open, and says so where there is none`() throws {
    let (tools, opened) = (setting.folder.path + "/tools", setting.folder.path + "/opened")
    _ = try setting.search()
    let report = "'\(Binary.path)' report '\(setting.run)' --open"
    let outcome = try Binary.runShell(
      """
      mkdir '\(tools)'
      printf '#!/bin/sh\\necho "$1" > \(opened)\\n' > '\(tools)/xdg-open'
      chmod +x '\(tools)/xdg-open'
      PATH='\(tools)':$PATH \(report)
      for i in $(seq 100); do [ -s '\(opened)' ] && break; sleep 0.05; done
      PATH='\(setting.folder.path)' \(report)
      """)
    let page = setting.run + "/report.html"
    #expect(try setting.folder.text("opened") == page + "\n")
    #expect(outcome.output == page + "\n" + page + "\n")
    #expect(outcome.messages == "\(page) is not opened: xdg-open: No such file or directory\n")
  }
}
