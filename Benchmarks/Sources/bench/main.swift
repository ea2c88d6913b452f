// bench [--peer PYTHON peer.py]
//
// Prints the tables of the paper's settings and of training steps, beside PyTorch where a peer is
// given, and then their rows as JSON lines.
import AsViTNumerics
import Foundation

func seconds(_ body: () throws -> Void) rethrows -> Double {
  try ContinuousClock().measure(body) / .seconds(1)
}

func peakMemory() -> Double {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return Double(usage.ru_maxrss) / 1024
}

func number(_ value: Double, _ digits: Int) -> String {
  String(format: "%.\(digits)f", value)
}

func json(_ row: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = .sortedKeys
  return String(decoding: try encoder.encode(row), as: UTF8.self)
}

/// Prints cells in columns of these widths.
func printRow(_ cells: [String], _ widths: [Int]) {
  let padded = zip(cells, widths).map { cell, width in
    cell + String(repeating: " ", count: max(0, width - cell.count))
  }
  print("  " + padded.joined(separator: "  "))
}

let arguments = CommandLine.arguments
let peerCommand: [String]?
switch (arguments.dropFirst().first, arguments.count) {
case ("--sgemm", 3):
  // What this program runs for each set of OpenBLAS' kernels.
  print(MatrixPeak.measure(threads: Int(arguments[2])!))
  exit(0)
case ("--peer", 4): peerCommand = Array(arguments.dropFirst(2))
case (nil, _): peerCommand = nil
case (let first, _):
  print("usage: bench [--peer PYTHON peer.py]")
  exit(first == "--help" ? EXIT_SUCCESS : EX_USAGE)
}

try Processor.requireSupport()
let threads = ProcessInfo.processInfo.activeProcessorCount
let threadCounts = Set([1, threads]).sorted()
let runs = 3
let peer = try peerCommand.map { try Peer(command: $0, threads: threads) }

print(Host.text)
if let peer { print("in turn with \(peer.name)") }
let sgemm = try MatrixPeak(threads: threads, program: arguments[0])
let peaks = Peaks(
  matrix: sgemm.best.speed, arithmetic: ArithmeticPeak.measure(threads: threads))
print("GFLOP/s of \(threads) threads: independent FMAs \(number(peaks.arithmetic, 0));")
let speeds = sgemm.speeds.map { "\(number($0.speed, 0)) (\($0.name))" }.joined(separator: ", ")
print("OpenBLAS' sgemm 1024³ by its set of kernels: \(speeds)")

var lines: [String] = []

for benchmark in ProxyBenchmark.all {
  print("\n\(benchmark.genotype)")
  let widths = [18, 7, 7, 7, 8, 6]
  printRow(["metric", "threads", "seconds"] + Speed.titles, widths)
  var both: [Int: Double] = [:]
  for count in threadCounts {
    for row in try benchmark.rows(threads: count, peaks: peaks, runs: runs) {
      printRow(
        [row.metric, String(count), number(row.seconds, 3)] + row.speed.cells, widths)
      if row.metric == "both" { both[count] = row.seconds }
      lines.append(try json(row))
    }
  }
  if let one = both[1], let all = both[threads], threads > 1 {
    print("  \(threads) threads against 1: \(number(one / all, 2)) times as fast")
  }
  if let peer {
    let comparison = try benchmark.comparison(with: peer, threads: threads, rounds: runs)
    print("  beside PyTorch's \(number(comparison.peerSeconds.min()!, 2)) s: \(comparison.text)")
    lines.append(try json(comparison))
  }
}

print("\ntraining \(TrainingBenchmark.genotype) with AdamW")
for benchmark in TrainingBenchmark.all {
  print("\n\(benchmark.title)")
  let widths = [7, 8, 7, 8, 6]
  printRow(["threads", "images/s"] + Speed.titles, widths)
  for count in threadCounts {
    let row = try benchmark.row(threads: count, peaks: peaks, runs: runs)
    printRow([String(count), number(row.imagesPerSecond, 0)] + row.speed.cells, widths)
    lines.append(try json(row))
  }
  if let peer {
    let comparison = try benchmark.comparison(with: peer, threads: threads, rounds: runs)
    let rate = number(benchmark.imagesPerSecond(comparison.peerSeconds), 0)
    print("  beside PyTorch's \(rate) images/s: \(comparison.text)")
    lines.append(try json(comparison))
  }
}
print("\npeak memory \(number(peakMemory(), 0)) MiB")
print("\nthe rows as JSON lines:")
for line in lines { print(line) }
