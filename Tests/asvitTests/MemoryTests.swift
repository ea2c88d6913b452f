import AsViTTestSupport
import Foundation
import Testing

/// What commands say of their memory, against the peak that the kernel saw.
struct MemoryTests {
  private let setting: SearchSetting
  private let space = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../search-spaces/asvit-imagenet.yaml").path

  init() throws { setting = try SearchSetting() }

  /// In mebibytes.
  private func stated(in messages: String) throws -> Double {
    let match = try #require(messages.firstMatch(of: #/memory: at most ([0-9.]+) (MiB|GiB)/#))
    return try #require(Double(match.1)) * (match.2 == "GiB" ? 1024 : 1)
  }

  /// The most that the process had in memory, as the kernel says until shortly before its end.
  private func peak(of command: [String]) throws -> (mebibytes: Double, messages: String) {
    let process = try Binary.start(command)
    var peak = 0.0
    _ = process.wait {
      let status = try? String(
        contentsOfFile: "/proc/\(process.identifier)/status", encoding: .utf8)
      let match = status?.firstMatch(of: #/VmHWM:\s+(\d+) kB/#)
      peak = max(peak, match.flatMap { Double($0.1) } ?? 0)
      return false
    }
    let outcome = try process.finish()
    #expect(outcome.status == 0)
    return (peak / 1024, outcome.messages)
  }

  @Test(
    .disabled(if: isUnderSanitizer, "a sanitizer takes memory of its own"),
    arguments: [
      "length,kappa", "kappa", "length,curvature", "zico", "meco", "synflow", "length,zico,synflow",
    ])
  func `scores stay under the stated bound and near it`(metrics: String) throws {
    let (peak, messages) = try peak(
      of: [
        "score", "8,2,3,2|4,1,2,1|4,1,4,2|4,1,6,1|32,64", "--space", space, "--repeats", "2",
        "--batch", "4", "--angles", "3", "--metrics", metrics,
      ])
    let bound = try stated(in: messages)
    #expect(peak <= bound)
    #expect(bound < 1.6 * peak + 64)
  }

  /// Nuclear norms of large matrices take long in debug builds, and two threads take twice the memory.
  @Test(
    .disabled(if: isUnderSanitizer, "a sanitizer takes memory of its own"), arguments: ["1", "2"])
  func `scores of several draws at a time stay under the stated bound`(threads: String) throws {
    let (peak, messages) = try peak(
      of: [
        "score", "192x12|3,4", "--space", "vit-32", "--repeats", "2", "--batch", "4", "--metrics",
        "zico,dss,synflow", "--threads", threads,
      ])
    let bound = try stated(in: messages)
    #expect(peak <= bound)
    #expect(bound < 1.6 * peak + 64)
  }

  @Test(
    .disabled(if: isUnderSanitizer, "a sanitizer takes memory of its own"),
    arguments: [
      ["--batch", "64"], ["--batch", "8", "--threads", "1", "--drop-path", "0.2", "--ema", "0.9"],
      ["--optimizer", "adan", "--curriculum", "combined", "--replay", "--least-grid", "1"],
    ])
  func `a training stays under the stated bound and near it`(options: [String]) throws {
    let (peak, messages) = try peak(
      of: [
        "train", "--genotype", "4,2,4,1|2,2,2,1|2,1,4,1|2,1,4,1|8,64", "--space", setting.space,
        "--max-images", "64", "--budget", "4ep", "--out", setting.run,
      ] + options)
    let bound = try stated(in: messages)
    #expect(peak <= bound)
    #expect(bound < 1.6 * peak + 64)
  }

  /// Writes images of noise, each of the next class.
  private func writeImages(count: Int, classCount: Int, as name: String) throws {
    let pixels = (0..<count * 64).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }
    try setting.folder.write(
      [0, 0, 8, 3, 0, 0, 0, UInt8(count), 0, 0, 0, 8, 0, 0, 0, 8] + pixels,
      to: "images/\(name)-images-idx3-ubyte")
    try setting.folder.write(
      [0, 0, 8, 1, 0, 0, 0, UInt8(count)] + (0..<count).map { UInt8($0 % classCount) },
      to: "images/\(name)-labels-idx1-ubyte")
  }

  /// Every evaluation keeps how often each class was taken for each other.
  @Test(.disabled(if: isUnderSanitizer, "a sanitizer takes memory of its own"))
  func `a training of many classes stays under the stated bound`() throws {
    try writeImages(count: 200, classCount: 200, as: "train")
    try writeImages(count: 200, classCount: 200, as: "t10k")
    let (peak, messages) = try peak(
      of: [
        "train", "--genotype", "4,2,1|2,2,1|2,1,1|2,1,1|8,8", "--space", setting.space, "--data",
        setting.folder.path + "/images", "--budget", "20ep", "--out", setting.run,
      ])
    let bound = try stated(in: messages)
    #expect(peak <= bound)
    #expect(bound < 1.6 * peak + 64)
  }

  @Test func `what is exported is refused before it is made`() throws {
    let out = setting.folder.path + "/export"
    let huge = "4,1,64,128|2,1,64,128|2,1,64,128|2,1,64,128|32,1024"
    func export(_ format: String) throws -> Binary.Outcome {
      try Binary.run(
        "export", "--from", huge, "--space", setting.space, "--format", format, "--out", out)
    }
    let outcome = try export("onnx,safetensors")
    #expect(outcome.status == 64)
    #expect(outcome.messages.hasPrefix("Error: \(huge): up to "))
    #expect(
      outcome.messages.hasSuffix(
        "; export a smaller one, or --format json, which holds no weights\n"))
    #expect(!FileManager.default.fileExists(atPath: out))
    #expect(try export("json,pytorch").status == 0)
  }
}
