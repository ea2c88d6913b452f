import AsViTReport
import AsViTTestSupport
import Foundation
import Testing

private let genotypes = ["4,2,1|2,2,2|3,1,1|2,1,1|8,8", "5,4,2|2,2,1|2,1,1|2,1,1|8,8"]

struct ScoreTests {
  let folder: TemporaryFolder
  let space: String

  init() throws {
    folder = try TemporaryFolder()
    space = folder.path + "/tiny.yaml"
    try folder.write(tinySpace, to: "tiny.yaml")
  }

  private func score(_ arguments: String...) throws -> Binary.Outcome {
    try Binary.start(["score", "--space", space, "--repeats", "2"] + arguments).finish()
  }

  @Test func `the table has a column for every metric`() throws {
    let outcome = try score(genotypes[0], genotypes[1], "--metrics", "length,kappa,curvature,gauss")
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n")
    try #require(lines.count == 3)
    #expect(
      lines[0].split(separator: " ")
        == ["genotype", "parameters", "MACs", "length", "kappa", "curvature", "gauss"])
    for (line, genotype) in zip(lines.dropFirst(), genotypes) {
      #expect(line.hasPrefix(genotype + "  "))
      #expect(line.split(separator: "±").count == 5)
      #expect(line.count == lines[0].count)
    }
  }

  @Test func `CSV and JSON hold the same numbers, at any thread count`() throws {
    try folder.write(
      "# two\n\(genotypes[0])\n\n \(genotypes[1])  # the other\n", to: "list.txt")
    let csv = try score("--file", folder.path + "/list.txt", "--csv", "--threads", "1")
    let json = try score(genotypes[0], genotypes[1], "--json", "--threads", "2")
    #expect(csv.status == 0 && json.status == 0)
    let lines = csv.output.split(separator: "\n")
    try #require(lines.count == 3)
    #expect(lines[0] == "genotype,parameters,macs,length_mean,length_sd,kappa_mean,kappa_sd")
    let document = try JSONValue(json.output)
    #expect(try Schema.ofScoreReports().faults(of: document) == [])
    for (index, genotype) in genotypes.enumerated() {
      let record = document["architectures"][index]
      let metrics = ["lengthDistortion", "conditionNumber"].map { record["metrics"][$0] }
      let values =
        [record["parameterCount"], record["macCount"]]
        + metrics.flatMap { [$0["mean"], $0["standardDeviation"]] }
      let cells = lines[index + 1].split(separator: "\"")
      try #require(cells.count == 2)
      #expect(cells[0] == genotype)
      #expect(record["genotype"].text == genotype)
      #expect(cells[1].split(separator: ",").map { Double($0) } == values.map(\.number))
    }
  }

  @Test func `another seed gives other scores`() throws {
    let first = try score(genotypes[0], "--metrics", "length", "--csv", "--seed", "1")
    #expect(
      try score(genotypes[0], "--metrics", "length", "--csv", "--seed", "1").output == first.output)
    #expect(
      try score(genotypes[0], "--metrics", "length", "--csv", "--seed", "2").output != first.output)
  }

  @Test(arguments: [
    ("8,2,3", "Error: 8,2,3: genotype '8,2,3' has 1 parts separated by '|'; 5 are needed"),
    (
      "4,2,1|2,2,x|2,1,1|2,1,1|8,8",
      "Error: 4,2,1|2,2,x|2,1,1|2,1,1|8,8: stage 2: expansion ratio 'x'"
    ),
    (
      "4,3,1|2,2,1|2,1,1|2,1,1|8,8",
      "Error: 4,3,1|2,2,1|2,1,1|2,1,1|8,8: stage 1: a 8 x 8 grid cannot be split 3 ways; possible: 1, 2, 4, 8"
    ),
  ])
  func `a genotype that cannot be is refused`(genotype: String, message: String) throws {
    let outcome = try score(genotype)
    #expect(outcome.status == 65)
    #expect(outcome.messages.hasPrefix(message))
    #expect(outcome.output.isEmpty)
  }

  @Test func `a broken line of a file is named before anything is scored`() throws {
    try folder.write("\(genotypes[0])\n4,2\n", to: "list.txt")
    let outcome = try score("--file", folder.path + "/list.txt", "--csv")
    #expect(outcome.status == 65)
    #expect(outcome.messages.hasPrefix("Error: \(folder.path)/list.txt:2: genotype '4,2' has 1"))
    #expect(outcome.output.isEmpty)
  }

  @Test func `a dash reads standard input`() throws {
    let options = "--space '\(space)' --repeats 1 --csv --file -"
    let piped = try Binary.runShell("printf '%s' '\(genotypes[0])' | asvit score \(options)")
    #expect(piped.status == 0)
    #expect(piped.output.split(separator: "\n").last?.hasPrefix("\"\(genotypes[0])\",") == true)
    let broken = try Binary.runShell("printf '# one\n4,2' | asvit score \(options)")
    #expect(broken.status == 65)
    #expect(broken.messages.hasPrefix("Error: standard input:2: genotype '4,2' has 1"))
  }

  @Test func `files that cannot be read are named`() throws {
    let missing = try score("--file", folder.path + "/missing.txt")
    #expect(missing.status == 74)
    #expect(
      missing.messages
        == "Error: \(folder.path)/missing.txt: cannot be read: No such file or directory\n")
    try folder.write([0xFF, 0xFE], to: "binary.txt")
    let binary = try score("--file", folder.path + "/binary.txt")
    #expect(binary.messages.hasSuffix("binary.txt: cannot be read: it is not UTF-8 text\n"))
    try folder.write("# nothing\n", to: "empty.txt")
    let empty = try score("--file", folder.path + "/empty.txt")
    #expect(empty.status == 65)
    #expect(empty.messages.contains("empty.txt: holds no genotype; write one on each line"))
  }

  @Test func `nothing to score and unknown metrics are usage errors`() throws {
    #expect(try score().status == 64)
    let metric = try score(genotypes[0], "--metrics", "length,beauty")
    #expect(metric.status == 64)
    #expect(metric.messages.hasPrefix("Error: The value 'length,beauty' is invalid for '--metrics"))
    #expect(
      metric.messages.contains(
        "no metric is called 'beauty'; possible: length, kappa, curvature, gauss, params, macs"))
  }
}
