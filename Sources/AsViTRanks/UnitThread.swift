import Dispatch
import Synchronization

/// Computes a unit: its bytes become those of its result. What it reports on the way goes to the first
/// rank, in order and before the result.
public typealias UnitComputation =
  @Sendable (_ unit: [UInt8], _ report: @escaping @Sendable ([UInt8]) -> Void) throws -> [UInt8]

/// What comes of a unit.
enum UnitNews {
  /// What its computation tells on the way.
  case report([UInt8])
  case result([UInt8])
  /// Why there is no result, in words.
  case failure(String)

  /// Whether nothing more comes of it.
  var isLast: Bool { if case .report = self { false } else { true } }

  /// As a worker sends it.
  func message(number: Int) -> Message {
    switch self {
    case .report(let bytes): Message(.report, number: number, bytes: bytes)
    case .result(let bytes): Message(.result, number: number, bytes: bytes)
    case .failure(let reason): Message(.failure, number: number, bytes: Array(reason.utf8))
    }
  }
}

/// Computes units one after the other, while the thread that owns it talks to other ranks.
final class UnitThread: Sendable {
  private let news = Mutex<[(number: Int, news: UnitNews)]>([])
  private let arrivals = DispatchSemaphore(value: 0)
  private let queue = DispatchQueue(label: "units")
  private let compute: UnitComputation

  init(computing compute: @escaping UnitComputation) { self.compute = compute }

  /// Puts a unit behind those that are there.
  func add(_ unit: [UInt8], number: Int) {
    queue.async { [self] in
      do {
        let result = try compute(unit) { [self] in tell(.report($0), of: number) }
        tell(.result(result), of: number)
      } catch {
        tell(.failure("\(error)"), of: number)
      }
    }
  }

  private func tell(_ news: UnitNews, of number: Int) {
    self.news.withLock { $0.append((number, news)) }
    arrivals.signal()
  }

  /// The news since the last call, in order.
  func takeNews() -> [(number: Int, news: UnitNews)] {
    news.withLock { news in
      defer { news = [] }
      return news
    }
  }

  /// Returns after a while, or as soon as there are news.
  func sleep(for duration: Duration) {
    _ = arrivals.wait(timeout: .now() + .microseconds(Int(duration / .microseconds(1))))
  }
}
