import AsViTTestSupport
import Foundation
import Testing

/// The commands that README and docs show are commands that the program takes.
struct DocumentationTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../..").standardized.path

  /// Paths under the root.
  private static let pages: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root + "/docs")) ?? []
    return ["README.md"] + names.filter { $0.hasSuffix(".md") }.sorted().map { "docs/" + $0 }
  }()

  /// In an empty folder a command that parses ends at once, for want of a search space or a run: as
  /// bad data or a file that cannot be read, not as wrong usage. The program is copied there, as it
  /// finds the spaces that are installed beside it.
  @Test(arguments: pages)
  func `commands parse`(page: String) throws {
    let folder = try TemporaryFolder()
    let setting = """
      set -e
      HOME='\(folder.path)'
      cd ~
      mkdir -p bin
      [ -e bin/asvit ] || cp '\(Binary.path)' bin/asvit
      asvit() { ~/bin/asvit "$@"; }
      """
    for command in try Self.commands(of: page) {
      let outcome = try Binary.runShell("\(setting)\n\(command)")
      #expect([0, 65, 74].contains(outcome.status), "\(command)\n\(outcome.messages)")
    }
  }

  @Test(arguments: ["README.md", "docs/guide.md", "docs/pytorch.md"])
  func `pages for users show commands`(page: String) throws {
    #expect(try Self.commands(of: page).count > 2)
  }

  @Test func `commands are taken from fenced blocks`() {
    let text = #"""
      asvit before
      ```
      $ asvit search --out a \
          --seed 1
      asvit_1592k   an output
      .build/release/asvit score x   # a remark
      ```
      asvit behind
      """#
    #expect(
      Self.commands(in: text)
        == ["asvit search --out a \\\n    --seed 1", "asvit score x   # a remark"])
  }

  private static func commands(of page: String) throws -> [String] {
    commands(in: try String(contentsOfFile: "\(root)/\(page)", encoding: .utf8))
  }

  /// The lines of fenced blocks that begin with the program, behind a prompt or not, with the lines
  /// that continue them.
  private static func commands(in text: String) -> [String] {
    var commands: [String] = []
    var isFenced = false
    var isContinued = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard !line.hasPrefix("```") else {
        isFenced.toggle()
        continue
      }
      guard isFenced else { continue }
      if isContinued {
        commands[commands.count - 1] += "\n" + line
      } else {
        let command = line.trimmingPrefix("$ ").trimmingPrefix(".build/release/")
        guard command.hasPrefix("asvit ") else { continue }
        commands.append(String(command))
      }
      isContinued = line.hasSuffix("\\")
    }
    return commands
  }
}
