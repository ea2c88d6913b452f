import AsViTTraining
import Dispatch
import Synchronization
import Testing

/// Processes that train together, as threads of this one.
final class ThreadReplicas: Sendable {
  private let size: Int
  /// What each has not taken yet, of the sums of those before it and of all.
  private let partial: [Mailbox]
  private let whole: [Mailbox]

  private final class Mailbox: Sendable {
    private let messages = Mutex<[[UInt8]]>([])
    private let arrivals = DispatchSemaphore(value: 0)

    func put(_ message: [UInt8]) {
      messages.withLock { $0.append(message) }
      arrivals.signal()
    }

    func take() -> [UInt8] {
      arrivals.wait()
      return messages.withLock { $0.removeFirst() }
    }
  }

  private init(size: Int) {
    self.size = size
    partial = (0..<size).map { _ in Mailbox() }
    whole = (0..<size).map { _ in Mailbox() }
  }

  private final class Replica: ReplicaGroup {
    let rank: Int
    private let all: ThreadReplicas

    init(_ rank: Int, of all: ThreadReplicas) {
      self.rank = rank
      self.all = all
    }

    var size: Int { all.size }

    func sum(
      pieceCount: Int, adding add: (_ piece: Int, _ before: [UInt8]?) -> [UInt8],
      taking take: (_ piece: Int, _ sum: [UInt8]) -> Void
    ) {
      for piece in 0..<pieceCount {
        let sum = add(piece, rank > 0 ? all.partial[rank].take() : nil)
        if rank < size - 1 {
          all.partial[rank + 1].put(sum)
        } else {
          for mailbox in all.whole { mailbox.put(sum) }
        }
      }
      for piece in 0..<pieceCount { take(piece, all.whole[rank].take()) }
    }
  }

  /// What each of some processes comes to.
  ///
  /// - Parameter body: must not throw.
  static func run<Value: Sendable>(
    size: Int, _ body: @escaping @Sendable (any ReplicaGroup) throws -> Value
  ) -> [Value] {
    let replicas = ThreadReplicas(size: size)
    let values = Mutex([Int: Value]())
    let threads = DispatchGroup()
    for rank in 0..<size {
      DispatchQueue(label: "replica \(rank)").async(group: threads) {
        do {
          let value = try body(Replica(rank, of: replicas))
          values.withLock { $0[rank] = value }
        } catch {
          Issue.record("\(error)")
        }
      }
    }
    threads.wait()
    return values.withLock { values in (0..<size).compactMap { values[$0] } }
  }
}
