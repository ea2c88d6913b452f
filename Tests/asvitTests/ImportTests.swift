import AsViTData
import AsViTReport
import AsViTTestSupport
import Foundation
import Testing

private let genotype = "4,2,1|2,2,2|3,1,1|2,1,1|8,8"

struct ImportTests {
  let setting: SearchSetting
  /// Exported, with metadata.
  let exported: String
  /// The same tensors without metadata, as PyTorch's tools leave them.
  let foreign: String

  init() throws {
    setting = try SearchSetting()
    let folder = setting.folder.path
    exported = folder + "/export/asvit_54k.safetensors"
    foreign = folder + "/foreign.safetensors"
    let outcome = try Binary.run(
      "export", "--from", genotype, "--space", setting.space, "--format", "safetensors", "--out",
      folder + "/export")
    try #require(outcome.status == 0)
    let tensors = try SafeTensors(contentsOf: exported)
    var writer = SafeTensorsWriter()
    for name in tensors.names {
      let values: [Float] = try tensors.values(of: name)
      writer.add(name, shape: try tensors.shape(of: name)) { values }
    }
    try writer.write(to: foreign)
  }

  private func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(filePath: path)) }

  private func importForeign(_ arguments: String...) throws -> Binary.Outcome {
    try Binary.start(
      ["import", foreign, "--out", setting.run, "--space", setting.space] + arguments
    ).finish()
  }

  @Test func `the round trip is exact to the bit`() throws {
    let outcome = try importForeign("--genotype", genotype)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(
      outcome.output == """
        genotype    \(genotype)
        parameters  53.63k
        images      32 x 32 pixels, 10 classes
        weights     \(setting.run)/weights.safetensors

        """)
    #expect(try bytes(setting.run + "/weights.safetensors") == bytes(exported))
    let back = setting.folder.path + "/back"
    #expect(
      try Binary.run("export", "--from", setting.run, "--format", "safetensors", "--out", back)
        .status == 0)
    #expect(try bytes(back + "/asvit_54k.safetensors") == bytes(exported))
    let record = try JSONValue(setting.folder.text("run/run.json"))
    #expect(record["settings"]["metadata"]["genotype"].text == genotype)
  }

  @Test func `a file that names its architecture needs no genotype`() throws {
    let outcome = try Binary.run("import", exported, "--out", setting.run, "--json")
    #expect(outcome.status == 0)
    #expect(try JSONValue(outcome.output)["genotype"].text == genotype)
    let nameless = try Binary.run("import", foreign, "--out", setting.run + "2")
    #expect(nameless.status == 65)
    #expect(nameless.messages == "Error: \(foreign): metadata: genotype is missing\n")
    #expect(!FileManager.default.fileExists(atPath: setting.run + "2"))
  }

  @Test func `imported weights are not overwritten unasked`() throws {
    #expect(try importForeign("--genotype", genotype).status == 0)
    let again = try importForeign("--genotype", genotype)
    #expect(again.status == 74)
    #expect(again.messages.hasPrefix("Error: \(setting.run)/weights.safetensors: is there already"))
    #expect(try importForeign("--genotype", genotype, "--force").status == 0)
  }

  @Test func `weights of another architecture are refused`() throws {
    let wider = try importForeign("--genotype", "4,2,1|2,2,2|3,1,1|2,1,1|8,16")
    #expect(wider.status == 65)
    #expect(
      wider.messages
        == "Error: \(foreign): patch_embed.proj.weight: shape [8, 3, 4, 4], needed: [16, 3, 4, 4]\n"
    )
    let missing = try Binary.run("import", "/nowhere/x", "--out", setting.run)
    #expect(missing.status == 74)
    #expect(missing.messages == "Error: /nowhere/x: cannot be read: No such file or directory\n")
  }

  @Test func `the scores of weights are their own`() throws {
    func scores(_ arguments: String...) throws -> JSONValue {
      let outcome = try Binary.start(
        ["score", "--json", "--repeats", "2", "--batch", "4"] + arguments
      ).finish()
      #expect(outcome.status == 0, "\(outcome.messages)")
      return try JSONValue(outcome.output)["architectures"][0]["metrics"]
    }
    let first = try scores("--weights", exported)
    #expect(first["conditionNumber"]["repeats"].elements.count == 1)
    #expect(first["lengthDistortion"]["repeats"].elements.count == 2)
    #expect(try scores("--weights", exported, "--threads", "1") == first)
    #expect(
      try scores("--weights", exported, "--seed", "7")["lengthDistortion"]
        != first["lengthDistortion"])

    // Weights ten times as large bend the circle far more.
    let tensors = try SafeTensors(contentsOf: exported)
    var writer = SafeTensorsWriter(metadata: tensors.metadata)
    for name in tensors.names {
      let values: [Float] = try tensors.values(of: name)
      writer.add(name, shape: try tensors.shape(of: name)) { values.map { 10 * $0 } }
    }
    let larger = setting.folder.path + "/larger.safetensors"
    try writer.write(to: larger)
    let length = try #require(first["lengthDistortion"]["mean"].number)
    let largerLength = try #require(
      scores("--weights", larger)["lengthDistortion"]["mean"].number)
    #expect(largerLength > 100 * length)
  }

  @Test func `weights and genotypes are not scored together`() throws {
    for arguments in [[genotype], ["--space", setting.space], ["--file", "list.txt"]] {
      let outcome = try Binary.start(["score", "--weights", exported] + arguments).finish()
      #expect(outcome.status == 64)
      #expect(outcome.messages.contains("leave out genotypes, --file and --space"))
    }
  }
}
