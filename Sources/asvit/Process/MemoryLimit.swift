import FoundationEssentials

/// Refuses what this process cannot have the memory for; the kernel would kill it in the middle.
///
/// - Throws: `CommandError.tooLittleMemory`.
func requireMemory(_ byteCount: Int) throws(CommandError) {
  guard byteCount <= memoryLimit else {
    throw .tooLittleMemory(needed: byteCount, available: memoryLimit)
  }
}

/// The bytes of the machine, or of the control group where that has fewer.
private let memoryLimit: Int = {
  let files = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]
  let limits = files.compactMap { file in
    (try? String(contentsOfFile: file, encoding: .utf8)).flatMap { Int($0.dropLast()) }
  }
  return limits.reduce(Int(ProcessInfo.processInfo.physicalMemory), min)
}()
