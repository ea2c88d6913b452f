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
    exported = folder + "/export/mine.safetensors"
    foreign = folder + "/foreign.safetensors"
    let outcome = try Binary.run(
      "export", "--from", genotype, "--space", setting.space, "--format", "safetensors", "--name",
      "mine", "--out", folder + "/export")
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
      try Binary.run(
        "export", "--from", setting.run, "--format", "safetensors", "--name", "mine", "--out", back
      )
      .status == 0)
    #expect(try bytes(back + "/mine.safetensors") == bytes(exported))
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

  /// The tensors again, in half the bits and under the names that wrappers give them.
  private func writeHalves(_ type: String, prefix: String, to path: String) throws {
    let tensors = try SafeTensors(contentsOf: exported)
    var (header, data): ([String: [String: Any]], [UInt8]) = ([:], [])
    for name in tensors.names {
      let start = data.count
      for value: Float in try tensors.values(of: name) {
        let bits =
          type == "F16"
          ? Float16(value).bitPattern : UInt16(truncatingIfNeeded: value.bitPattern >> 16)
        data += [UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8)]
      }
      header[prefix + name] = [
        "dtype": type, "shape": try tensors.shape(of: name), "data_offsets": [start, data.count],
      ]
    }
    let json = try Array(JSONSerialization.data(withJSONObject: header))
    try setting.folder.write(
      withUnsafeBytes(of: UInt64(json.count)) { Array($0) } + json + data, to: path)
  }

  @Test(arguments: [("F16", "_orig_mod.module."), ("BF16", "")])
  func `half precision comes in, and what is taken off names is told`(
    type: String, prefix: String
  ) throws {
    try writeHalves(type, prefix: prefix, to: "foreign.safetensors")
    let outcome = try importForeign("--genotype", genotype)
    #expect(outcome.status == 0)
    #expect(
      outcome.messages
        == (prefix.isEmpty ? "" : "\(foreign): left out '\(prefix)' before all names\n"))
    let tensors = try SafeTensors(contentsOf: setting.run + "/weights.safetensors")
    let whole = try SafeTensors(contentsOf: exported)
    for name in whole.names {
      let expected = try whole.values(of: name, as: Float.self).map {
        type == "F16" ? Float(Float16($0)) : Float(bitPattern: $0.bitPattern & 0xFFFF_0000)
      }
      #expect(try tensors.values(of: name, as: Float.self) == expected)
    }
  }

  @Test(arguments: [
    ("version https://git-lfs.github.com/spec/v1\noid sha256:00\n", "a git-lfs pointer"),
    ("<!DOCTYPE html><html></html>", "a web page: what a server sends"),
    ("PK\u{3}\u{4}\u{14}0000000000000000000000000archive/data.pkl", "a PyTorch pickle"),
  ])
  func `what is taken for weights is named`(text: String, format: String) throws {
    try setting.folder.write(text, to: "foreign.safetensors")
    for outcome in [
      try importForeign("--genotype", genotype), try Binary.run("score", "--weights", foreign),
      try Binary.run("export", "--from", foreign, "--out", setting.run),
    ] {
      #expect(outcome.status == 65)
      #expect(outcome.messages.hasPrefix("Error: \(foreign): this is \(format)"))
    }
  }

  @Test func `an import has a page, and stands in comparisons`() throws {
    #expect(try importForeign("--genotype", genotype).status == 0)
    let report = try Binary.run("report", setting.run)
    #expect(report.status == 0 && report.messages.isEmpty, "\(report.messages)")
    #expect(report.output == "\(setting.run)/report.html\n")
    let page = try setting.folder.text("run/report.html")
    for text in [genotype, "53.63k", "Weights from \(foreign)", "stage 4", "image_side"] {
      #expect(page.contains(text), "\(text)")
    }
    let other = setting.folder.path + "/other"
    #expect(try Binary.run("import", exported, "--out", other).status == 0)
    let path = setting.folder.path + "/comparison.html"
    let comparison = try Binary.run("compare", setting.run, other, "--out", path)
    #expect(comparison.status == 0 && comparison.messages.isEmpty, "\(comparison.messages)")
    #expect(try setting.folder.text("comparison.html").contains("Imported networks"))
  }

  @Test func `an import is no result to go on from`() throws {
    #expect(try importForeign("--genotype", genotype).status == 0)
    let training = try Binary.run(
      "train", "--from", setting.run, "--out", setting.folder.path + "/trained")
    #expect(training.status == 65)
    #expect(
      training.messages
        == "Error: \(setting.run)/report.json: not the report of a finished run: \(setting.run) "
        + "holds imported weights, which are no result; name the folder of one\n")
    try FileManager.default.removeItem(atPath: setting.run + "/weights.safetensors")
    let report = try Binary.run("report", setting.run)
    #expect(report.status == 74)
    #expect(
      report.messages
        == "Error: \(setting.run)/weights.safetensors: cannot be read: No such file or directory\n")
  }

  @Test func `imported weights are not those of a later search in their folder`() throws {
    #expect(try importForeign("--genotype", genotype).status == 0)
    #expect(try setting.search(in: "run", "--steps", "2", "--force").status == 0)
    let out = setting.folder.path + "/found"
    let outcome = try Binary.run(
      "export", "--from", setting.run, "--format", "json", "--out", out, "--json")
    #expect(
      try JSONValue(outcome.output)["networks"][0]["genotype"]
        == setting.report()["result"]["found"]["genotype"])
  }

  @Test func `the scores of weights are their own`() throws {
    func scores(_ arguments: String...) throws -> JSONValue {
      let outcome = try Binary.start(
        ["score", "--json", "--repeats", "2", "--batch", "4"] + arguments
      ).finish()
      #expect(outcome.status == 0, "\(outcome.messages)")
      let document = try JSONValue(outcome.output)
      #expect(try Schema.ofScoreReports().faults(of: document) == [])
      return document["architectures"][0]["metrics"]
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
