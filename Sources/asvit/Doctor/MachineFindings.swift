import AsViTNumerics
import AsViTRanks
import AsViTReport
import FoundationEssentials
import Glibc

extension Checkup {
  /// The program and the libraries it uses.
  static var software: [Finding] {
    let versions = Versions.current
    let mpi = MPI.installedLibrary(environment: environmentValue)
    return [
      .fine("asvit", "\(versions.asvit), of Swift \(versions.swift)"),
      .fine("OpenBLAS", versions.openBLAS),
      .fine("MPI", mpi ?? "none found, which only jobs of several processes need"),
    ]
  }

  /// What computes, and how much of it this process may use.
  static var processor: [Finding] {
    let machine = Machine.current(threads: HostShare.threadCount)
    let forced = environmentValue("ASVIT_INSTRUCTION_SET").map {
      ", by ASVIT_INSTRUCTION_SET=\($0)"
    }
    return [
      .fine("processor", machine.processor),
      .fine("kernels", Processor.instructionSet + (forced ?? "")),
      threads(machine.threads),
    ]
  }

  /// The processors' time that the control group pays for limits them too.
  private static func threads(_ count: Int) -> Finding {
    let online = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    let value = "\(count) of \(online) processors"
    guard let quota = processorQuota, quota < Double(count) else { return .fine("threads", value) }
    return Finding(
      name: "threads", value: value, state: .warning,
      remark: "the control group pays for \(quota.shown(digits: 2)) of them; give "
        + "--threads \(max(1, Int(quota)))")
  }

  /// Processors' worth of time, of `cpu.max` of control groups, version 2; nil where there is no limit.
  private static var processorQuota: Double? {
    let words = (try? String(contentsOfFile: "/sys/fs/cgroup/cpu.max", encoding: .utf8))?
      .split { $0.isWhitespace }.map { Double($0) }
    guard let words, words.count == 2, let time = words[0], let period = words[1] else {
      return nil
    }
    return time / period
  }

  /// What there is to work in.
  static var room: [Finding] { [memory, freeSpace] }

  /// Enough for the paper's search at 224 pixels.
  private static let ampleMemory = 2 << 30

  private static var memory: Finding {
    let physical = Int(ProcessInfo.processInfo.physicalMemory)
    let limit =
      memoryLimit < physical ? ", of which this process may have \(memoryLimit.shownAsBytes)" : ""
    let free = availableMemory.map { ", \($0.shownAsBytes) free" } ?? ""
    let isAmple = min(memoryLimit, availableMemory ?? .max) >= ampleMemory
    return Finding(
      name: "memory", value: physical.shownAsBytes + free + limit,
      state: isAmple ? .fine : .warning,
      remark: isAmple
        ? nil : "searches at 224 pixels may need more; \(ScoringOptions.lessMemory) where they do")
  }

  /// The bytes that processes can still have, as the kernel estimates.
  private static var availableMemory: Int? {
    let text = try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8)
    return text?.firstMatch(of: #/MemAvailable:\s+(\d+) kB/#).flatMap { Int($0.1) }
      .map { $0 << 10 }
  }

  /// Of the file system of the present folder.
  private static var freeSpace: Finding {
    var status = statvfs()
    guard statvfs(".", &status) == 0 else {
      return Finding(
        name: "free space", value: "unknown", state: .warning,
        remark: String(cString: strerror(errno)))
    }
    let bytes = Int(status.f_bavail) * Int(status.f_frsize)
    let isAmple = bytes >= 100 << 20
    return Finding(
      name: "free space", value: "\(bytes.shownAsBytes) here", state: isAmple ? .fine : .warning,
      remark: isAmple ? nil : "runs with checkpoints need more; choose another --out")
  }
}
