import AsViTData
import AsViTReport
import AsViTTestSupport
import Foundation
import Testing

private let genotype = "4,2,1|2,2,2|3,1,1|2,1,1|8,8"
/// The name of its files.
private let name = "asvit_54k_125aea3f"

struct ExportTests {
  let setting: SearchSetting
  var out: String { setting.folder.path + "/export" }

  init() throws { setting = try SearchSetting() }

  private func export(_ arguments: String...) throws -> Binary.Outcome {
    try Binary.start(["export", "--out", out] + arguments).finish()
  }

  private func exportGenotype(_ arguments: String...) throws -> Binary.Outcome {
    try Binary.start(
      ["export", "--from", genotype, "--space", setting.space, "--out", out] + arguments
    ).finish()
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: out).sorted()
  }

  @Test func `a genotype leaves in every format`() throws {
    let outcome = try exportGenotype("--format", "timm,onnx,safetensors,json", "--seed", "3")
    #expect(outcome.status == 0)
    #expect(
      try names() == [
        "\(name).json", "\(name).onnx", "\(name).py", "\(name).recipe.json", "\(name).safetensors",
      ])
    #expect(
      outcome.output == """
        network                                genotype  parameters    MACs
        asvit_54k_125aea3f  \(genotype)      53.63k  190.2k

        \(out)/\(name).py
        \(out)/\(name).recipe.json
        \(out)/\(name).safetensors
        \(out)/\(name).onnx
        \(out)/\(name).json
        weights are initial ones, of seed 3; nothing has been trained

        """)
    let document = try JSONValue(setting.folder.text("export/\(name).json"))
    #expect(try Schema(named: "architecture").faults(of: document) == [])
    #expect(document["genotype"].text == genotype)
    let recipe = try JSONValue(setting.folder.text("export/\(name).recipe.json"))
    #expect(try Schema(named: "recipe").faults(of: recipe) == [])
    let weights = try SafeTensors(contentsOf: "\(out)/\(name).safetensors")
    #expect(weights.metadata["genotype"] == genotype)
    #expect(weights.metadata["image_side"] == "32")
  }

  @Test func `architectures of one size have different names`() throws {
    // Kernels of other sizes in another order: the same number of parameters.
    let same = ["4,2,1|2,2,2|3,1,1|2,1,1|8,8", "4,4,1|2,2,2|3,1,1|2,1,1|8,8"]
    for genotype in same {
      let outcome = try export(
        "--from", genotype, "--space", setting.space, "--format", "json", "--json")
      #expect(outcome.status == 0, "\(outcome.messages)")
    }
    let names = try names()
    #expect(names.count == 2 && Set(names.map { $0.split(separator: "_")[1] }) == ["54k"])
  }

  @Test func `--name names a single network`() throws {
    let outcome = try exportGenotype("--name", "mine", "--format", "pytorch,json")
    #expect(outcome.status == 0)
    #expect(try names() == ["mine.json", "mine.py", "mine.recipe.json"])
    #expect(try setting.folder.text("export/mine.py").contains("def mine("))
    let wrong = try exportGenotype("--name", "mine-1")
    #expect(wrong.status == 64 && wrong.messages.contains("letters, digits and _"))
    _ = try setting.scale(in: "run", targets: "1M,2M")
    let several = try export("--from", setting.run, "--name", "mine")
    #expect(several.status == 64)
    #expect(
      several.messages == "Error: --name mine: 2 networks leave; take one of them with --pick\n")
  }

  @Test func `the recipe of a training has its images`() throws {
    _ = try Binary.run(
      "train", "--genotype", genotype, "--space", setting.space, "--budget", "3steps",
      "--max-images", "100", "--out", setting.run)
    #expect(try export("--from", setting.run, "--name", "mine").status == 0)
    let recipe = try JSONValue(setting.folder.text("export/mine.recipe.json"))
    #expect(try Schema(named: "recipe").faults(of: recipe) == [])
    let data = try setting.report()["settings"]["data"]
    #expect(recipe["data"]["imageCount"].number == 100 && recipe["batchSize"].number == 32)
    #expect(recipe["data"]["mean"] == data["mean"] && recipe["data"]["classCount"].number == 10)
  }

  @Test func `the module is Python`() throws {
    #expect(try exportGenotype().status == 0)
    let check = try Binary.runShell("python3 -m py_compile '\(out)/\(name).py'")
    #expect(check.status == 0, "\(check.messages)")
  }

  @Test func `a search leaves as the topology it found`() throws {
    _ = try setting.search()
    let found = try setting.report()["result"]["found"]
    for source in [setting.run, setting.run + "/report.json"] {
      let outcome = try export("--from", source, "--format", "json", "--json", "--force")
      #expect(outcome.status == 0)
      let networks = try JSONValue(outcome.output)["networks"]
      #expect(networks.elements.count == 1)
      #expect(networks[0]["genotype"] == found["genotype"])
      #expect(networks[0]["parameterCount"] == found["parameterCount"])
      #expect(networks[0]["seed"] == .null)
    }
  }

  @Test func `a growth leaves as its members, up to a size`() throws {
    _ = try setting.scale(in: "run", targets: "1M,2M")
    let targets = try setting.report()["result"]["targets"].elements
    let outcome = try export("--from", setting.run, "--format", "json", "--json")
    let networks = try JSONValue(outcome.output)["networks"].elements
    #expect(networks.map { $0["genotype"] } == targets.map { $0["member"]["genotype"] })
    let limited = try export(
      "--from", setting.run, "--format", "json", "--json", "--max-params", "1M", "--force")
    #expect(try JSONValue(limited.output)["networks"].elements == Array(networks.prefix(1)))
    let none = try export("--from", setting.run, "--max-params", "1k")
    #expect(none.status == 64)
    #expect(none.messages.hasSuffix("parameters; --max-params is 1k\n"))
  }

  @Test func `a training leaves with its weights`() throws {
    let training = try Binary.run(
      "train", "--genotype", genotype, "--space", setting.space, "--budget", "3steps", "--out",
      setting.run)
    #expect(training.status == 0, "\(training.messages)")
    let outcome = try export("--from", setting.run, "--format", "safetensors", "--json")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let network = try JSONValue(outcome.output)["networks"][0]
    #expect(network["seed"] == .null)
    let path = try #require(network["files"][0].text)
    let (before, after) = (
      try Data(contentsOf: URL(filePath: "\(setting.run)/candidate-1.safetensors")),
      try Data(contentsOf: URL(filePath: path))
    )
    #expect(before == after)
    #expect(try SafeTensors(contentsOf: path).metadata["class_names"]?.hasPrefix("[\"") == true)
  }

  @Test func `seeds decide initial weights`() throws {
    func weights(seed: String) throws -> [Float] {
      #expect(
        try exportGenotype("--format", "safetensors", "--seed", seed, "--force").status == 0)
      return try SafeTensors(contentsOf: out + "/\(name).safetensors")
        .values(of: "head.fc2.weight")
    }
    let first = try weights(seed: "1")
    #expect(try weights(seed: "1") == first)
    #expect(try weights(seed: "2") != first)
  }

  @Test func `nothing is overwritten unasked`() throws {
    #expect(try exportGenotype("--format", "json").status == 0)
    let again = try exportGenotype("--format", "onnx,json")
    #expect(again.status == 74)
    #expect(
      again.messages == """
        Error: \(out)/\(name).json: is there already; choose another --out, or replace it with \
        --force

        """)
    #expect(try names() == ["\(name).json"])
    #expect(try exportGenotype("--format", "onnx,json", "--force").status == 0)
  }

  @Test func `weights of one network are not those of several`() throws {
    _ = try setting.scale(in: "run", targets: "1M,2M")
    let outcome = try export("--from", setting.run, "--weights", "w.safetensors")
    #expect(outcome.status == 64)
    #expect(
      outcome.messages
        == "Error: w.safetensors: weights of one architecture for 2; name its genotype with --from\n"
    )
  }

  @Test func `sources that are none are refused`() throws {
    let nothing = try export("--from", "runs/nowhere")
    #expect(nothing.status == 64)
    #expect(
      nothing.messages.hasPrefix(
        "Error: 'runs/nowhere' is neither a run, a report or a file of weights, nor a genotype: "))
    let folder = try export("--from", setting.folder.path)
    #expect(folder.status == 65)
    #expect(
      folder.messages.hasPrefix(
        "Error: \(setting.folder.path)/report.json: not the report of a finished"))
    let format = try exportGenotype("--format", "onnx,keras")
    #expect(format.status == 64)
    #expect(format.messages.hasPrefix("Error: The value 'onnx,keras' is invalid for '--format"))
  }

  @Test func `a folder that cannot be made is named`() throws {
    let outcome = try Binary.run(
      "export", "--from", genotype, "--space", setting.space, "--out", setting.space + "/x")
    #expect(outcome.status == 74)
    #expect(outcome.messages.hasPrefix("Error: \(setting.space)/x: cannot be written: "))
  }
}
