import CBenchBLAS
import Foundation

/// The speed of OpenBLAS' sgemm on 1024³ with two threads, the yardstick of the table.
///
/// OpenBLAS chooses its kernels by the processor's model number and falls back to very old ones on
/// models that it does not know. So every set of kernels that the processor can run is measured,
/// each in a process of its own, and the table is held against the fastest.
struct MatrixPeak {
  let threads: Int
  /// GFLOP/s by name of the set; `default` is what OpenBLAS chooses itself.
  let speeds: [(name: String, speed: Double)]

  var best: (name: String, speed: Double) { speeds.max { $0.speed < $1.speed }! }

  init(threads: Int, program: String) throws {
    self.threads = threads
    speeds = try ["default", "Haswell", "SkylakeX"].compactMap { name in
      let process = Process()
      process.executableURL = URL(filePath: program)
      process.arguments = ["--sgemm", String(threads)]
      var environment = ProcessInfo.processInfo.environment
      environment["OPENBLAS_CORETYPE"] = name == "default" ? nil : name
      process.environment = environment
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardError = FileHandle.nullDevice
      try process.run()
      let output = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      // A set of kernels that the processor cannot run ends the process.
      guard process.terminationStatus == 0 else { return nil }
      return Double(String(decoding: output, as: UTF8.self).filter { !$0.isWhitespace })
        .map { (name, $0) }
    }
  }

  /// GFLOP/s of this process' OpenBLAS, best of many products.
  static func measure(threads: Int) -> Double {
    let side = 1024
    let a = [Float](repeating: 1, count: side * side)
    var c = a
    openblas_set_num_threads(Int32(threads))
    let fastest = (0..<40).map { _ in
      seconds {
        cblas_sgemm(
          CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(side), Int32(side), Int32(side), 1, a,
          Int32(side), a, Int32(side), 0, &c, Int32(side))
      }
    }.min()!
    return 2e-9 * Double(side * side * side) / fastest
  }
}
