import Foundation

/// PyTorch doing the same work in a process of its own, by Benchmarks/peer/peer.py, which waits while
/// asvit is measured.
final class Peer {
  /// PyTorch's version and instruction set.
  let name: String
  private let process = Process()
  private let requests = Pipe()
  private let answers = Pipe()

  struct Request: Encodable {
    let work: String
    let genotype: String
    let side: Int
    let stride: Int
    var batch: Int?
    var steps: Int?
  }

  private struct Greeting: Decodable { let name: String }
  private struct Answer: Decodable { let seconds: Double }

  /// - Parameter command: a Python with PyTorch, and the script.
  init(command: [String], threads: Int) throws {
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command + [String(threads)]
    // Memory that PyTorch has had is kept for its next tensors instead of going back to the system.
    process.environment = ProcessInfo.processInfo.environment.merging([
      "MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": "100000000000",
      "MALLOC_TOP_PAD_": "536870912",
    ]) { $1 }
    process.standardInput = requests
    process.standardOutput = answers
    try process.run()
    name = try Self.decode(Greeting.self, from: answers).name
  }

  /// Seconds of PyTorch's fastest way.
  func seconds(_ request: Request) throws -> Double {
    requests.fileHandleForWriting.write(try JSONEncoder().encode(request) + Data("\n".utf8))
    return try Self.decode(Answer.self, from: answers).seconds
  }

  private static func decode<Value: Decodable>(_ type: Value.Type, from pipe: Pipe) throws -> Value
  {
    var line = Data()
    while !line.contains(UInt8(ascii: "\n")) {
      let data = pipe.fileHandleForReading.availableData
      guard !data.isEmpty else { throw PeerEnded() }
      line += data
    }
    return try JSONDecoder().decode(type, from: line)
  }
}

struct PeerEnded: Error, CustomStringConvertible {
  let description = "the peer ended without an answer; what it said stands above"
}

/// Times of asvit and of the peer, measured in turn.
struct Comparison: Codable {
  let seconds: [Double]
  let peerSeconds: [Double]

  /// Measures both `rounds` times in turn, after one round that warms up.
  init(rounds: Int, own: () throws -> Double, peer: () throws -> Double) rethrows {
    let pairs = try (0...rounds).map { _ in (try own(), try peer()) }.dropFirst()
    seconds = pairs.map(\.0)
    peerSeconds = pairs.map(\.1)
  }

  /// How many times faster asvit is: the middle of the rounds' ratios.
  var ratio: Double { ratios[ratios.count / 2] }

  var text: String {
    "\(number(ratio, 2)) times as fast [\(number(ratios.first!, 2)), \(number(ratios.last!, 2))]"
  }

  private var ratios: [Double] { zip(seconds, peerSeconds).map { $1 / $0 }.sorted() }
}
