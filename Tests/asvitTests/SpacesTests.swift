import AsViTReport
import AsViTTestSupport
import Foundation
import Testing

struct SpacesTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path + "/search-spaces/tiny.yaml"
    try folder.write(tinySpace, to: "search-spaces/tiny.yaml")
  }

  @Test func `list shows the spaces that go by name`() throws {
    let outcome = try Binary.run("spaces", "list", in: folder.path)
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n").map { $0.split(separator: " ") }
    try #require(lines.count > 1)
    #expect(lines[0] == ["name", "image", "topologies", "entropy", "file"])
    #expect(lines[1] == ["tiny", "32", "32", "3.466", "nats", "search-spaces/tiny.yaml"])
    #expect(lines.dropFirst(2).allSatisfy { $0.suffix(3) == ["inside", "the", "program"] })
  }

  @Test func `every space of the project is inside the program`() throws {
    let source = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../search-spaces").path
    let files = try FileManager.default.contentsOfDirectory(atPath: source).sorted()
    for file in files {
      let shown = try Binary.run("spaces", "show", String(file.dropLast(5)), in: folder.path)
      #expect(try shown.output == String(contentsOfFile: "\(source)/\(file)", encoding: .utf8))
    }
    let list = try Binary.run("spaces", "list", in: folder.path).output.split(separator: "\n")
    #expect(
      list.dropFirst(2).compactMap { $0.split(separator: " ").first.map { $0 + ".yaml" } } == files)
  }

  @Test func `check names every broken file and goes on`() throws {
    let misspelt = tinySpace.replacing("    split: 2\n", with: "    splits: 2\n")
    let untiled = tinySpace.replacing("split: [2, 4]", with: "split: [2, 3]")
    try folder.write(misspelt, to: "misspelt.yaml")
    try folder.write(untiled, to: "untiled.yaml")
    let outcome = try Binary.run(
      "spaces", "check", "misspelt.yaml", "tiny", "untiled.yaml", "missing", in: folder.path)
    #expect(outcome.status == 65)
    #expect(outcome.output == "search-spaces/tiny.yaml: 32 topologies, 1 warning\n")
    var lines = outcome.messages.split(separator: "\n")
    try #require(lines.count == 5)
    #expect(
      lines.remove(at: 1)
        == """
        Warning: search-spaces/tiny.yaml: stage 4: every topology has windows of one token on a grid \
        of 1 x 1 at 32 pixels, where attention does nothing
        """)
    #expect(
      lines[0].hasPrefix("Error: misspelt.yaml:14: stages[1]: unknown key 'splits'; did you mean"))
    #expect(
      lines[1]
        == """
        Error: untiled.yaml:11: stages[0].split: a 8 x 8 grid cannot be split 3 ways; \
        possible: 1, 2, 4, 8
        """)
    #expect(
      lines[2].hasPrefix("Error: no search space 'missing'; name a YAML file, or one of tiny, "))
    #expect(lines[3] == "Error: 3 of 4 search spaces cannot be used")
  }

  @Test func `check has nothing to object to where windows have tokens enough`() throws {
    try folder.write(tinySpace.replacing("side: 32", with: "side: 64"), to: "larger.yaml")
    let outcome = try Binary.run("spaces", "check", "larger.yaml", in: folder.path)
    #expect(outcome.status == 0)
    #expect(outcome.output == "larger.yaml: 32 topologies, nothing to object to\n")
    #expect(outcome.messages == "")
  }

  @Test func `samples repeat with their seed and keep the limits`() throws {
    func sample(_ options: String...) throws -> [Substring] {
      let outcome = try Binary.start(["spaces", "sample", path, "--count", "40"] + options).finish()
      #expect(outcome.status == 0)
      return outcome.output.split(separator: "\n")
    }
    let first = try sample("--seed", "1")
    #expect(first.count == 40)
    #expect(try sample("--seed", "1") == first)
    #expect(try sample("--seed", "2") != first)
    #expect(first.contains { $0.hasPrefix("5,") })
    try folder.write(first.joined(separator: "\n"), to: "list.txt")
    let scored = try Binary.run(
      "score", "--space", path, "--file", folder.path + "/list.txt", "--metrics", "length",
      "--repeats", "1", "--csv")
    let counts = scored.output.split(separator: "\n").dropFirst()
      .compactMap { $0.split(separator: "\"").last?.split(separator: ",").first }
      .compactMap { Int($0) }
    #expect(counts.count == 40)
    let limit = try #require(counts.min()) + 1
    let small = try sample("--seed", "1", "--max-params", "\(limit)")
    #expect(small.count == 40)
    #expect(Set(small).count < Set(first).count)
  }

  @Test func `when nothing fits the smallest there is is named`() throws {
    let outcome = try Binary.run("spaces", "sample", path, "--max-params", "1k")
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains("at most 1000 parameters"))
    #expect(outcome.messages.contains("4,4,1|2,2,1|2,1,1|2,1,1|8,8"))
  }

  @Test func `choices are those of the file with more than one option`() throws {
    let outcome = try Binary.run("spaces", "choices", path)
    #expect(outcome.status == 0)
    #expect(
      outcome.output == """
        choice  options
        K1         4  5
        S1         2  4
        E1         1  2
        E2         1  2
        K3         2  3

        """)
  }

  @Test func `options of genotypes are as they are written`() throws {
    let genotypes = ["5,2,1|2,2,2|3,1,1|2,1,1|8,8", "4,4,2|2,2,1|2,1,1|2,1,1|8,8"]
    try folder.write("# two\n\(genotypes[1])\n", to: "list.txt")
    let arguments = ["spaces", "choices", path, genotypes[0], "--file", folder.path + "/list.txt"]
    let table = try Binary.start(arguments).finish()
    #expect(
      table.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) } == [
        ["genotype", "K1", "S1", "E1", "E2", "K3"],
        [genotypes[0], "5", "2", "1", "2", "3"], [genotypes[1], "4", "4", "2", "1", "2"],
      ])
    let json = try JSONValue(Binary.start(arguments + ["--json"]).finish().output)
    #expect(json["space"] == .string("tiny"))
    #expect(json["choices"][0]["options"] == .array([.string("4"), .string("5")]))
    #expect(json["genotypes"][1]["options"][2] == .string("2"))
  }

  @Test func `a genotype that is not in the space is named with what is at fault`() throws {
    let outcome = try Binary.run("spaces", "choices", path, "4,3,1|2,2,1|2,1,1|2,1,1|8")
    #expect(outcome.status == 65)
    #expect(outcome.messages.hasPrefix("Error: 4,3,1|2,2,1|2,1,1|2,1,1|8: "))
    #expect(outcome.messages.contains("S1"))
  }
}
