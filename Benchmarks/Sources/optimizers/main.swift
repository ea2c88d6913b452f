// swift run -c release --package-path Benchmarks optimizers
//
// A minute and a gigabyte. One update of 25 million parameters in Float by each rule, against the
// memory bandwidth measured in the same run; AdamW must reach 60 % of it with two threads.
import AsViTNumerics
import AsViTOptimizers
import Foundation

/// A rule and the arrays that an update of it reads and writes, with one read for the check of the
/// gradient.
let rules: [(name: String, rule: any UpdateRule, arrays: Int)] = [
  ("SGD", SGD(learningRate: 1e-3, momentum: 0.9), 1 + 5),
  ("AdamW", AdamW(), 1 + 7),
  ("AdamW, AMSGrad", AdamW(usesAMSGrad: true), 1 + 9),
  ("Adan", Adan(), 1 + 11),
  ("LARS", LARS(), 1 + 2 + 5),
  ("LAMB", LAMB(), 1 + 6 + 4),
]

let threads = ProcessInfo.processInfo.activeProcessorCount
let parameterCount = 25_000_000
let tensorCount = 25
for count in Set([1, threads]).sorted() {
  let bandwidths = MemoryBandwidth.measure(threads: count)
  let best = bandwidths.map(\.bytesPerSecond).max()!
  let listed = bandwidths.map { "\($0.name) \(String(format: "%.1f", $0.bytesPerSecond / 1e9))" }
  print("\(count) threads: memory, GB/s: \(listed.joined(separator: ", "))")
  print("  rule              ms   GB/s  of the best")
  for (name, rule, arrays) in rules {
    let (weights, gradients) = (Memory(parameterCount), Memory(parameterCount))
    let size = parameterCount / tensorCount
    let views = (0..<tensorCount).map { index in
      TensorView(
        parameters: UnsafeMutableBufferPointer(start: weights.base + index * size, count: size),
        gradient: UnsafeBufferPointer(start: gradients.base + index * size, count: size))
    }
    var optimizer = Optimizer<Float>(
      rule, counts: views.map(\.count), workers: Workers(count: count))
    let seconds = fastest { optimizer.update(views) }
    let bytes = Double(4 * arrays * parameterCount)
    print(
      "  \(name.padding(toLength: 15, withPad: " ", startingAt: 0))"
        + String(
          format: "%6.1f %6.1f  %.2f", 1e3 * seconds, bytes / seconds / 1e9,
          bytes / seconds / best))
  }
}
