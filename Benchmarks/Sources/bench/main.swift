// Prints the tables of the paper's settings and of training steps, and then their rows as JSON
// lines.
import AsViTNumerics
import Foundation

func seconds(_ body: () -> Void) -> Double { ContinuousClock().measure(body) / .seconds(1) }

func peakMemory() -> Double {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return Double(usage.ru_maxrss) / 1024
}

func padded(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}

func number(_ value: Double, _ digits: Int) -> String {
  String(format: "%.\(digits)f", value)
}

let arguments = CommandLine.arguments
if arguments.count == 3, arguments[1] == "--sgemm", let threads = Int(arguments[2]) {
  print(MatrixPeak.measure(threads: threads))
  exit(0)
}

try Processor.requireSupport()
let threads = ProcessInfo.processInfo.activeProcessorCount
let peak = try MatrixPeak(threads: threads, program: arguments[0])
print("kernels: \(Processor.instructionSet), \(threads) threads")
print("OpenBLAS sgemm 1024³, \(threads) threads, GFLOP/s by its set of kernels:")
for (name, speed) in peak.speeds { print("  \(padded(name, 10)) \(number(speed, 0))") }

let encoder = JSONEncoder()
encoder.outputFormatting = .sortedKeys
var lines: [String] = []
for benchmark in ProxyBenchmark.all {
  print("\n\(benchmark.genotype)")
  print("  metric             threads  seconds  GFLOP/s  of sgemm")
  var both: [Int: Double] = [:]
  for count in Set([1, threads]).sorted() {
    for row in try benchmark.rows(threads: count, peak: peak.best.speed, runs: 3) {
      print(
        "  \(padded(row.metric, 18)) \(padded(String(count), 8)) "
          + "\(padded(number(row.seconds, 3), 8)) \(padded(number(row.gigaflopsPerSecond, 0), 8)) "
          + number(row.fractionOfMatrixPeak, 2))
      if row.metric == "both" { both[count] = row.seconds }
      lines.append(String(decoding: try encoder.encode(row), as: UTF8.self))
    }
  }
  if let one = both[1], let all = both[threads] {
    print("  \(threads) threads against 1: \(number(one / all, 2)) times faster")
    print(
      "  PyTorch on two EPYC cores: \(benchmark.forwardModeSeconds) s in forward mode, "
        + "\(benchmark.authorsSeconds) s the authors' way")
  }
}
print("\ntraining 8,2,3|4,1,2|4,1,4|4,1,6|32 with AdamW")
print("  pixels  stride  batch  threads  images/s  GFLOP/s  of sgemm  times PyTorch")
for benchmark in TrainingBenchmark.all {
  for count in Set([1, threads]).sorted() {
    let row = try benchmark.row(threads: count, peak: peak.best.speed, runs: 3)
    let cells = [
      (String(row.side), 7), (String(row.stemStride), 7), (String(row.batchSize), 6),
      (String(count), 8), (number(row.imagesPerSecond, 0), 9),
      (number(row.gigaflopsPerSecond, 0), 8), (number(row.fractionOfMatrixPeak, 2), 9),
      (number(row.timesPyTorch, 2), 0),
    ]
    print("  " + cells.map { padded($0.0, $0.1) }.joined(separator: " "))
    lines.append(String(decoding: try encoder.encode(row), as: UTF8.self))
  }
}
print("\npeak memory \(number(peakMemory(), 0)) MiB")
print("\nthe rows as JSON lines:")
for line in lines { print(line) }
