import FoundationEssentials

/// The computer that a run was made on. It has no influence on the result.
public struct Machine: Hashable, Codable, Sendable {
  public let processor: String
  public let processorCount: Int
  /// Those of each rank.
  public let threads: Int
  /// The ranks of a job that share the work; nil for a process alone.
  public var ranks: Int?

  /// This machine, as Linux describes it.
  public static func current(threads: Int, ranks: Int? = nil) -> Machine {
    let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?
      .split(separator: "\n")
    let model = lines?.first { $0.hasPrefix("model name") }?.split(separator: ":").last
    return Machine(
      processor: model.map { $0.trimmingPrefix { $0 == " " } }.map(String.init) ?? "unknown",
      processorCount: ProcessInfo.processInfo.activeProcessorCount, threads: threads,
      ranks: ranks)
  }
}
