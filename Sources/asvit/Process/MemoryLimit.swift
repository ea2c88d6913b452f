import AsViTArchitecture
import AsViTNetwork
import FoundationEssentials

/// Refuses what this process cannot have the memory for; the kernel would kill it in the middle.
///
/// - Parameters:
///   - subject: what takes it, such as a genotype; nil when that is clear.
///   - remedy: what takes less.
/// - Throws: `CommandError.tooLittleMemory`.
func requireMemory(
  _ byteCount: Int, for subject: String? = nil, remedy: String
) throws(CommandError) {
  guard byteCount <= memoryLimit else {
    throw .tooLittleMemory(
      needed: byteCount, available: memoryLimit, subject: subject, remedy: remedy)
  }
}

/// Refuses a network whose weights this process cannot have the memory for.
///
/// - Parameter copyCount: how often it has them beside the parameters themselves and the file they
///   are read from.
/// - Throws: `CommandError.tooLittleMemory`.
func requireMemoryForWeights(
  of architecture: Architecture, copyCount: Int = 0, remedy: String = "take a smaller network"
) throws(CommandError) {
  let size = MemoryLayout<Float>.stride
  let weights = size * ParameterStore<Float>.scalarCount(of: architecture)
  // A tensor is read or written as a whole, and may be put in another order.
  let largest = size * (architecture.parameters.map(\.count).max() ?? 0)
  try requireMemory(
    memoryBound(beside: (2 + copyCount) * weights + 2 * largest),
    for: "\(architecture.genotype)", remedy: remedy)
}

/// The bytes of a process that will take `byteCount` beside what it had in memory so far, with what
/// the allocator does not return.
func memoryBound(beside byteCount: Int) -> Int {
  peakByteCount + 32 << 20 + byteCount + byteCount / 16
}

/// The most that this process had in memory so far; that of `getrusage` would be its parent's too.
private var peakByteCount: Int {
  let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
  let match = status?.firstMatch(of: #/VmHWM:\s+(\d+) kB/#)
  return match.flatMap { Int($0.1) }.map { $0 << 10 } ?? 0
}

/// The bytes of the machine, or of the control group where that has fewer; a share of them for each
/// process of a job on this host.
let memoryLimit: Int = {
  let files = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]
  let limits = files.compactMap { file in
    (try? String(contentsOfFile: file, encoding: .utf8)).flatMap { Int($0.dropLast()) }
  }
  return limits.reduce(Int(ProcessInfo.processInfo.physicalMemory), min) / HostShare.processCount
}()
