import AsViTData
import AsViTTestSupport
import Foundation
import Testing

/// Commands whose numbers are at their ends: they tell what failed and go on, or say what to do.
struct StressTests {
  let setting: SearchSetting
  private let genotype = "4,2,1|2,2,2|3,1,1|2,1,1|8,8"
  private var path: String { setting.folder.path }

  init() throws { setting = try SearchSetting() }

  /// An IDX file of images of one grey each.
  private func write(_ greys: [UInt8], to name: String) throws {
    let count = UInt8(greys.count)
    let header: [UInt8] = [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 28, 0, 0, 0, 28]
    try setting.folder.write(
      header + greys.flatMap { [UInt8](repeating: $0, count: 28 * 28) }, to: name)
  }

  /// Writes initial weights with another value in the first place of a tensor.
  private func writeWeights(_ value: Float, in tensor: String) throws -> String {
    let export = try Binary.run(
      "export", "--from", genotype, "--space", setting.space, "--format", "safetensors", "--name",
      "mine", "--out", path + "/export")
    try #require(export.status == 0)
    let file = try SafeTensors(contentsOf: path + "/export/mine.safetensors")
    var writer = SafeTensorsWriter(metadata: file.metadata)
    for name in file.names {
      var values: [Float] = try file.values(of: name)
      if name == tensor { values[0] = value }
      writer.add(name, shape: try file.shape(of: name)) { values }
    }
    try writer.write(to: path + "/changed.safetensors")
    return path + "/changed.safetensors"
  }

  @Test func `a search on black images goes on without the kernel`() throws {
    try write([0, 0, 0, 0], to: "black")
    let outcome = try setting.search(in: "run", "--images", path + "/black")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let report = try setting.report()
    #expect(try Schema.ofReports().faults(of: report) == [])
    let steps = report["result"]["steps"].elements
    #expect(steps.count == 40)
    for step in steps {
      #expect(step["metrics"]["conditionNumber"]["mean"].text == "singular")
      #expect(step["metrics"]["lengthDistortion"]["mean"].number ?? 0 > 0)
    }
  }

  @Test func `too few images are told`() throws {
    try write([7], to: "one")
    let outcome = try setting.search(in: "run", "--images", path + "/one")
    #expect(outcome.status == 65)
    #expect(
      outcome.messages
        == "Error: \(path)/one: 4 images are needed and 1 can be read; add images\n")
    let one = try setting.search(in: "run", "--batch", "1")
    #expect(one.status == 64)
    #expect(one.messages.contains("'1' is invalid for '--batch <count>': at least 2 are needed"))
  }

  /// LayerNorm turns what overflows its variance into zero, for all images alike.
  @Test func `weights that are too large are scored with a reason`() throws {
    let weights = try writeWeights(1e38, in: "patch_embed.proj.weight")
    let outcome = try Binary.run(
      "score", "--weights", weights, "--csv", "--repeats", "1", "--batch", "4")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasSuffix(",not finite,,singular,\n"), "\(outcome.output)")
  }

  @Test(arguments: ["score --weights", "import --out out", "export --out out --from"])
  func `weights that are no numbers are refused by name`(command: String) throws {
    let weights = try writeWeights(.nan, in: "head.fc1.weight")
    let outcome = try Binary.start(
      command.split(separator: " ").map(String.init) + [weights], in: path
    )
    .finish()
    #expect(outcome.status == 65)
    #expect(
      outcome.messages.contains("Error: \(weights): head.fc1.weight: element 0 is nan; take the "))
    #expect(outcome.output.isEmpty)
  }

  @Test func `more memory than there is is refused`() throws {
    let outcome = try Binary.run(
      "score", genotype, "--space", setting.space, "--angles", "1M", "--repeats", "1M")
    #expect(outcome.status == 64)
    #expect(outcome.messages.hasPrefix("Error: up to "))
    #expect(outcome.messages.hasSuffix("; lower --batch, --threads, --angles or --repeats\n"))
  }

  @Test(arguments: [
    ("scale", "repeats", 1_000_000), ("scale", "angles", 1_000_000), ("scale", "batch", 1_000_000),
    ("scale", "threads", 8192), ("train", "threads", 8192), ("train", "batch", 1_000_000),
    ("train", "batch-growth", 1000),
  ])
  func `counts beyond any use are refused`(command: String, option: String, most: Int) throws {
    for text in ["\(most + 1)", "9000T", "\(Int.max)"] {
      let outcome = try Binary.run(
        command, "--genotype", genotype, "--out", setting.run, "--\(option)", text)
      #expect(outcome.status == 64)
      #expect(outcome.messages.contains("is invalid for '--\(option) <"))
      #expect(outcome.messages.contains(">': at most \(most) are possible\n"))
    }
  }

  @Test(arguments: ["1s", "1e99flop", "1steps"])
  func `a training that diverges under any budget is told`(budget: String) throws {
    try TinyImages.write(to: setting.folder, as: "images")
    let outcome = try Binary.run(
      "train", "--space", setting.space, "--data", path + "/images", "--genotype", genotype,
      "--budget", budget, "--optimizer", "sgd", "--schedule", "constant", "--lr", "1e300",
      "--clip", "0", "--warm-up", "0", "--out", setting.run)
    #expect(outcome.status == 3, "\(outcome.messages)")
    let candidate = try setting.report()["result"]["candidates"][0]
    #expect(candidate["outcome"].text == "diverged")
    #expect(candidate["weights"] == .null)
    #expect(outcome.output.contains("the loss was not finite at update "))
  }

  @Test func `a training on images of one colour ends`() throws {
    let folder = setting.folder
    for split in ["train", "t10k"] {
      try write([UInt8](repeating: 9, count: 40), to: "grey/\(split)-images-idx3-ubyte")
      let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 40] + (0..<40).map { UInt8($0 % 2) }
      try folder.write(labels, to: "grey/\(split)-labels-idx1-ubyte")
    }
    let outcome = try Binary.run(
      "train", "--space", setting.space, "--data", path + "/grey", "--genotype", genotype,
      "--budget", "2ep", "--batch", "16", "--out", setting.run)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try setting.report()["result"]["candidates"][0]["outcome"].text == "finished")
  }
}
