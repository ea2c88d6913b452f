import AsViTRanks
import FoundationEssentials
import Glibc

/// This process' part of its host, when a launcher started several there.
enum HostShare {
  private static let launcher = try? Launcher(environment: environmentValue)

  /// The rank of this process among those of its launcher; 0 when it is alone.
  static let rank = launcher?.rank ?? 0

  /// How many processes share the host.
  static let processCount = launcher?.localSize ?? 1

  /// The threads that are this process': those it may run on, or, where a launcher leaves all to each
  /// process, its part of them.
  static let threadCount: Int = {
    let possible = ProcessInfo.processInfo.activeProcessorCount
    guard processCount > 1 else { return possible }
    if let given = environmentValue("SLURM_CPUS_PER_TASK").flatMap({ Int($0) }), given > 0 {
      return min(possible, given)
    }
    let ofHost =
      environmentValue("SLURM_CPUS_ON_NODE").flatMap { Int($0) }
      ?? sysconf(Int32(_SC_NPROCESSORS_ONLN))
    return min(possible, max(1, ofHost / processCount))
  }()
}

/// The value of an environment variable; nil where it is not set.
func environmentValue(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
