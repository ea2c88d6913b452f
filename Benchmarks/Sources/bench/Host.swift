import AsViTNumerics
import Foundation

/// What a table was measured on.
enum Host {
  static var text: String {
    "\(processor), \(Processor.instructionSet) kernels, caches \(caches)"
  }

  private static var processor: String {
    let lines = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8).split(separator: "\n")
    let name = lines?.first { $0.hasPrefix("model name") }?.split(separator: ":").last
    return name?.trimmingCharacters(in: .whitespaces) ?? "an unknown processor"
  }

  /// The first core's, instructions left out.
  private static var caches: String {
    let folder = "/sys/devices/system/cpu/cpu0/cache"
    func fact(_ index: String, _ name: String) -> String {
      ((try? String(contentsOfFile: "\(folder)/\(index)/\(name)", encoding: .utf8)) ?? "")
        .trimmingCharacters(in: .newlines)
    }
    let indices = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    let sizes = indices.filter { $0.hasPrefix("index") && fact($0, "type") != "Instruction" }
      .map { "L\(fact($0, "level")) \(fact($0, "size"))" }
    return sizes.isEmpty ? "unknown" : sizes.joined(separator: ", ")
  }
}
