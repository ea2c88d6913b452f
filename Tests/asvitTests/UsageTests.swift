import AsViTTestSupport
import Testing

struct UsageTests {
  @Test(arguments: [
    [], ["search"], ["scale"], ["train"], ["score"], ["report"], ["compare"], ["export"],
    ["import"], ["spaces"], ["spaces", "list"], ["spaces", "check"], ["spaces", "sample"],
    ["doctor"],
  ])
  func `help shows examples`(command: [String]) throws {
    let outcome = try Binary.start(command + ["--help"]).finish()
    #expect(outcome.status == 0)
    let name = (["asvit"] + command).joined(separator: " ")
    let parts = outcome.output.split(separator: "\nExamples:\n", maxSplits: 1)
    try #require(parts.count == 2)
    #expect(parts[1].hasPrefix("  \(name)"))
    #expect(outcome.output.contains("USAGE: \(name)"))
  }

  @Test(
    .disabled(if: isUnderSanitizer, "a sanitizer reads its settings in /proc"),
    .enabled(if: Binary.canMount))
  func `a command line that cannot be read is no call for help`() throws {
    let outcome = try Binary.runShell(
      "mount -t tmpfs none /proc\nasvit spaces list", isolated: true)
    #expect(outcome.status == 74)
    #expect(outcome.output == "")
    #expect(outcome.messages.hasPrefix("Error: the command line cannot be read: /proc/"))
  }

  @Test func `the version is a number`() throws {
    let outcome = try Binary.run("--version")
    #expect(outcome.status == 0)
    #expect(outcome.output.wholeMatch(of: #/\d+\.\d+\.\d+\n/#) != nil)
  }

  @Test(arguments: [
    ("--threads", "0"), ("--threads", "-1"), ("--threads", "two"), ("--steps", "0"),
    ("--repeats", "1.5"), ("--max-params", "29X"), ("--max-macs", "-1G"), ("--seed", "-1"),
    ("--angles", "1"), ("--batch", "1"), ("--controller", "oracle"),
  ])
  func `values out of range are named`(option: String, value: String) throws {
    let folder = try TemporaryFolder()
    let outcome = try Binary.run("search", "--out", "\(folder.path)/run", "\(option)=\(value)")
    #expect(outcome.status == 64)
    #expect(
      outcome.messages.hasPrefix("Error: The value '\(value)' is invalid for '\(option) <"))
    #expect(throws: (any Error).self) { try folder.text("run/run.json") }
  }

  @Test(arguments: [
    ("--sizes", "29M,"), ("--sizes", "0"), ("--max-params", "29X"), ("--max-macs", "-1"),
    ("--policy", "greedy"),
  ])
  func `values of a growth out of range are named`(option: String, value: String) throws {
    let outcome = try Binary.run("scale", "--out", "run", "\(option)=\(value)")
    #expect(outcome.status == 64)
    #expect(
      outcome.messages.hasPrefix("Error: The value '\(value)' is invalid for '\(option) <"))
  }

  @Test func `a limit has one name in all commands`() throws {
    let options = try ["search", "scale", "export"].flatMap { command in
      try Binary.run(command, "--help").output.matches(of: #/--[a-z-]*(params|macs)\b/#)
        .map { String($0.0) }
    }
    #expect(Set(options) == ["--max-params", "--max-macs"])
    for option in ["--up-to", "--limit-macs"] {
      let outcome = try Binary.run("scale", "--from", "x", "--out", "run", option, "1M")
      #expect(outcome.status == 64)
      #expect(outcome.messages.contains("Unknown option '\(option)'"))
    }
  }

  @Test func `the help tells every exit code`() throws {
    let help = try Binary.run("--help").output
    for code in [0, 1, 3, 64, 65, 74, 130] { #expect(help.contains(try Regex("\\b\(code)\\s"))) }
  }

  @Test func `a negative number after a blank is a value too`() throws {
    let outcome = try Binary.run("search", "--out", "run", "--threads", "-1")
    #expect(outcome.status == 64)
    #expect(outcome.messages.hasPrefix("Error: The value '-1' is invalid for '--threads <"))
  }

  @Test func `a placeholder says what an option takes`() throws {
    for command in [
      "search", "scale", "train", "audit", "best", "score", "latency", "export", "import", "watch",
    ] {
      let help = try Binary.run(command, "--help").output
      for option in help.matches(of: #/\n  (?:-., )?--([a-z-]+) <([^>]+)>/#) {
        let (name, placeholder) = (option.1, option.2)
        // These are what they take.
        guard !["space", "genotype", "budget", "metrics", "count", "name"].contains(name) else {
          continue
        }
        #expect(name != placeholder, "asvit \(command) --\(name) <\(placeholder)>")
      }
    }
  }

  @Test func `an option takes the same in all commands`() throws {
    var placeholders: [Substring: Set<Substring>] = [:]
    for command in ["search", "scale", "train", "audit", "score", "latency", "export"] {
      let help = try Binary.run(command, "--help").output
      for option in help.matches(of: #/\n  (?:-., )?--([a-z-]+) <([^>]+)>/#) {
        placeholders[option.1, default: []].insert(option.2)
      }
    }
    for (option, all) in placeholders where option != "from" {
      #expect(all.count == 1, "--\(option): \(all.sorted())")
    }
  }

  @Test func `examples of the help fit a terminal, so that they can be pasted`() throws {
    for command in [
      "search", "scale", "train", "audit", "best", "score", "latency", "export", "import", "watch",
    ] {
      let help = try Binary.run(command, "--help").output
      let examples = try #require(help.split(separator: "Examples:\n").last)
        .split(separator: "\n\nUSAGE:")[0].split(separator: "\n")
      var isContinued = false
      for line in examples {
        #expect(line.hasPrefix(isContinued ? "    --" : "  asvit "), "\(line)")
        isContinued = line.hasSuffix(" \\")
      }
      #expect(!isContinued)
    }
  }

  @Test func `-o names the folder`() throws {
    let folder = try TemporaryFolder()
    let outcome = try Binary.run(
      "export", "--from", "8,2,3|4,1,2|4,1,4|4,1,6|32", "--format", "json", "-o",
      folder.path + "/export")
    #expect(outcome.status == 0 && outcome.output.contains("\(folder.path)/export/asvit_"))
  }

  @Test func `a command that is misspelt is named`() throws {
    let outcome = try Binary.run("serch")
    #expect(outcome.status == 64)
    #expect(
      outcome.messages.hasPrefix("Error: There is no command 'serch'; did you mean 'search'?\n"))
    let below = try Binary.run("spaces", "chek", "x.yaml")
    #expect(below.messages.hasPrefix("Error: There is no command 'chek'; did you mean 'check'?\n"))
  }

  @Test func `unknown commands and options are refused`() throws {
    let command = try Binary.run("dance")
    #expect(command.status == 64)
    #expect(command.messages.contains("'dance'"))
    let option = try Binary.run("search", "--out", "run", "--sede", "3")
    #expect(option.status == 64)
    #expect(option.messages.contains("Unknown option '--sede'. Did you mean '--seed'?"))
  }
}
