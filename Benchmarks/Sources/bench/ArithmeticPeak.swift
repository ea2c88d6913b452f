import AsViTNumerics
import CBenchFMA
import Dispatch
import Synchronization

/// The speed of independent fused multiply-adds of Float in the instruction set of the kernels:
/// what no program can exceed.
enum ArithmeticPeak {
  /// GFLOP/s of all threads together, best of five; a fused multiply-add is two operations.
  static func measure(threads: Int) -> Double {
    let loop = Processor.hasAVX512 ? fma_avx512 : fma_avx2
    return (0..<5).map { _ in
      let sum = Mutex(0.0)
      DispatchQueue.concurrentPerform(iterations: threads) { _ in
        let speed = loop()
        sum.withLock { $0 += speed }
      }
      return sum.withLock { $0 }
    }.max()!
  }
}
