import AsViTRanks
import Dispatch
import Synchronization
import Testing

/// The ranks of a job as threads of this process.
final class ThreadJob: Sendable {
  let size: Int
  /// What each rank has not received yet.
  private let arrived: Mutex<[[(message: Message, rank: Int)]]>

  init(size: Int) {
    self.size = size
    arrived = Mutex(Array(repeating: [], count: size))
  }

  final class Rank: Transport {
    let rank: Int
    private let job: ThreadJob

    init(_ rank: Int, of job: ThreadJob) {
      self.rank = rank
      self.job = job
    }

    var size: Int { job.size }

    func send(_ message: Message, to rank: Int) {
      job.arrived.withLock { $0[rank].append((message, self.rank)) }
    }

    func receive() -> (message: Message, rank: Int)? {
      job.arrived.withLock { $0[rank].isEmpty ? nil : $0[rank].removeFirst() }
    }
  }

  /// Runs the first rank here and the workers beside it, which are stopped when it is done. None of them
  /// may throw.
  func run<Value>(
    worker: @escaping @Sendable (Rank) throws -> Void, first: (Rank) throws -> Value
  ) throws -> Value {
    let failures = Failures()
    let workers = DispatchGroup()
    for rank in 1..<size {
      DispatchQueue(label: "rank \(rank)").async(group: workers) { [self] in
        do {
          try worker(Rank(rank, of: self))
        } catch {
          failures.add("\(error)", of: rank)
        }
      }
    }
    let transport = Rank(0, of: self)
    defer {
      try? transport.sendToWorkers(Message(.stop))
      workers.wait()
      #expect(failures.all.isEmpty)
    }
    return try first(transport)
  }

  private final class Failures: Sendable {
    private let failures = Mutex<[Int: String]>([:])

    func add(_ failure: String, of rank: Int) { failures.withLock { $0[rank] = failure } }

    var all: [Int: String] { failures.withLock(\.self) }
  }
}

extension ThreadJob.Rank {
  /// Serves whatever the first rank begins with.
  func follow(
    as hello: Hello, computing compute: @escaping UnitComputation
  ) throws {
    let worker = Worker(self)
    while try worker.next() != nil { try worker.serve(as: hello, computing: compute) }
  }
}

extension Hello {
  static func test(
    host: String = "n0", version: String = "1", settings: String = "s", images: String? = "i",
    selfTest: String = "t"
  ) -> Hello {
    Hello(host: host, version: version, settings: settings, images: images, selfTest: selfTest)
  }
}
