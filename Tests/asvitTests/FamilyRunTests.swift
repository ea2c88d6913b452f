import AsViTReport
import AsViTTestSupport
import Foundation
import Testing

/// A family with a space of networks that take milliseconds.
enum TinyFamily: CaseIterable {
  case asViT, plain, pooling

  var space: String {
    switch self {
    case .asViT: tinySpace
    case .plain: tinyPlainSpace
    case .pooling: tinyPoolingSpace
    }
  }

  /// Two networks of the space.
  var genotypes: [String] {
    switch self {
    case .asViT: ["4,2,1|2,2,1|2,1,1|2,1,1|8,8", "5,4,2|2,2,1|2,1,1|2,1,1|8,8"]
    case .plain: ["24x2|2,1.5|3,2", "36x1|3,2"]
    case .pooling: ["4|1,2,1|1,2,2|2", "6|1,1,1|2,2,4|2"]
    }
  }
}

/// Runs over every family: the same bytes at any number of threads and wherever they were killed.
struct FamilyRunTests {
  private func lineCount(_ setting: SearchSetting, _ run: String) -> Int {
    (try? setting.folder.text("\(run)/journal.jsonl").count { $0 == "\n" }) ?? 0
  }

  /// Runs a command to its end on one thread; then in another folder on two and one, killed twice at
  /// random lengths of the journal. Both must come to the same.
  ///
  /// - Parameter command: the command without its folder.
  /// - Returns: the messages of the last start.
  private func expectSameResult(
    of command: [String], in setting: SearchSetting
  ) throws -> String {
    func start(_ run: String, threads: Int) throws -> Running {
      try Binary.start(
        command + ["--out", "\(setting.folder.path)/\(run)", "--threads", "\(threads)"])
    }
    let whole = try start("whole", threads: 1).finish()
    #expect(whole.status == 0, "\(whole.messages)")
    let middle = lineCount(setting, "whole") / 2
    for count in [Int.random(in: 1...middle / 2), Int.random(in: middle / 2 + 1...middle)] {
      let process = try start("killed", threads: 2)
      #expect(
        process.wait { lineCount(setting, "killed") >= count }, "it ended before line \(count)")
      process.send(SIGKILL)
      #expect(try process.finish().isKilled)
    }
    let resumed = try start("killed", threads: 1).finish()
    #expect(resumed.status == 0, "\(resumed.messages)")
    #expect(try setting.resultBytes(in: "killed") == setting.resultBytes(in: "whole"))
    return resumed.messages
  }

  @Test(arguments: TinyFamily.allCases)
  func `scores are the same bytes at one and two threads`(family: TinyFamily) throws {
    let setting = try SearchSetting(family.space)
    let outputs = try ["1", "2"].map { threads in
      let outcome = try Binary.start(
        ["score", "--space", setting.space, "--repeats", "3", "--json", "--threads", threads]
          + ["--metrics", "length,kappa,curvature,gauss,zico,meco,dss,synflow"] + family.genotypes
      ).finish()
      #expect(outcome.status == 0, "\(outcome.messages)")
      return outcome.output
    }
    #expect(outputs[0] == outputs[1])
    #expect(try Schema.ofScoreReports().faults(of: JSONValue(outputs[0])) == [])
  }

  @Test(arguments: TinyFamily.allCases)
  func `a search that is killed and resumed has the same result`(family: TinyFamily) throws {
    let setting = try SearchSetting(family.space)
    let messages = try expectSameResult(
      of: [
        "search", "--space", setting.space, "--steps", "50", "--rescore", "--repeats", "3",
        "--batch", "4",
      ], in: setting)
    #expect(messages.contains(#/resumed after step \d+ of 50\n/#))
  }

  @Test(arguments: [(TinyFamily.plain, "efficienttrain++"), (.pooling, "none")])
  func `a training that is killed and resumed has the same weights`(
    family: TinyFamily, curriculum: String
  ) throws {
    let setting = try SearchSetting(family.space)
    try TinyImages.write(to: setting.folder, as: "images")
    _ = try expectSameResult(
      of: [
        "train", "--space", setting.space, "--data", "\(setting.folder.path)/images", "--batch",
        "16", "--budget", "6ep", "--curriculum", curriculum, "--replay", "--ema", "0.9",
      ] + family.genotypes.flatMap { ["--genotype", $0] }, in: setting)
    for name in ["candidate-1.safetensors", "candidate-2.safetensors"] {
      #expect(try setting.folder.bytes("killed/\(name)") == setting.folder.bytes("whole/\(name)"))
    }
  }

  @Test func `a growth of a plain transformer that is killed and resumed has the same result`()
    throws
  {
    let setting = try SearchSetting(tinyPlainSpace)
    let messages = try expectSameResult(
      of: [
        "scale", "--genotype", TinyFamily.plain.genotypes[0], "--space", setting.space,
        "--repeats", "6", "--batch", "4", "--sizes", "100k,400k",
      ], in: setting)
    #expect(messages.contains(#/resumed after step \d+, evaluation \d+\n/#))
  }

  @Test func `the sizes of a plain transformer are reported, trained and exported`() throws {
    let setting = try SearchSetting(tinyPlainSpace)
    #expect(try setting.search(in: "search", "--steps", "6").status == 0)
    let outcome = try Binary.run(
      "scale", "--from", "\(setting.folder.path)/search", "--out", setting.run, "--repeats", "1",
      "--batch", "4", "--sizes", "40k,100k,200k")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let report = try setting.report()
    #expect(try Schema.ofScaleReports().faults(of: report) == [])
    let start = try setting.report(in: "search")["result"]["found"]["genotype"]
    #expect(report["result"]["path"][0]["genotype"] == start)
    let members = try report["result"]["targets"].elements.map {
      try #require($0["member"]["genotype"].text)
    }
    #expect(Set(members).count > 1)
    for member in members { #expect(outcome.output.contains("\(member) ")) }
    let page = try setting.folder.text("run/report.html")
    #expect(page.contains("Each step makes every block wider by whole heads"))
    #expect(page.contains("Scores are those of the network itself"))

    try TinyImages.write(to: setting.folder, as: "images")
    let trained = try Binary.run(
      "train", "--from", setting.run, "--data", "\(setting.folder.path)/images", "--batch", "16",
      "--budget", "1ep", "--out", "\(setting.folder.path)/trained")
    #expect(trained.status == 0, "\(trained.messages)")
    let candidates = try setting.report(in: "trained")["settings"]["candidates"].elements
    #expect(Set(candidates.compactMap(\.text)) == Set(members))

    let exported = try Binary.run(
      "export", "--from", setting.run, "--format", "pytorch,onnx,safetensors", "--out",
      "\(setting.folder.path)/export")
    #expect(exported.status == 0, "\(exported.messages)")
    for member in Set(members) { #expect(exported.output.contains(" \(member) ")) }
  }

  @Test func `a PiT is told what grows`() throws {
    let setting = try SearchSetting(tinyPoolingSpace)
    let outcome = try Binary.run(
      "scale", "--genotype", TinyFamily.pooling.genotypes[0], "--space", setting.space, "--out",
      setting.run)
    #expect(outcome.status == 64)
    #expect(outcome.messages == "Error: scale grows as-vit and vit; this is pit\n")
    #expect(!FileManager.default.fileExists(atPath: setting.run))
  }
}
