import Dispatch
import Synchronization

/// Computes a unit: its bytes become those of its result.
public typealias UnitComputation =
  @Sendable (_ unit: [UInt8], _ first: FirstRank) throws -> [UInt8]

/// The first rank, as the computation of a unit sees it.
public struct FirstRank: Sendable {
  /// Tells it something, in order and before the result.
  public let report: @Sendable ([UInt8]) -> Void
  /// Whether it asked for units to be left: with a report of how far they are, where they can go on from.
  public let pauses: @Sendable () -> Bool
}

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
  private let isPaused = Atomic(false)

  init(computing compute: @escaping UnitComputation) { self.compute = compute }

  /// Puts a unit behind those that are there.
  func add(_ unit: [UInt8], number: Int) {
    queue.async { [self] in
      do {
        let first = FirstRank(
          report: { [self] in tell(.report($0), of: number) },
          pauses: { [self] in isPaused.load(ordering: .relaxed) })
        tell(.result(try compute(unit, first)), of: number)
      } catch {
        tell(.failure("\(error)"), of: number)
      }
    }
  }

  /// Tells the computations of all units that they are to be left.
  func pause() { isPaused.store(true, ordering: .relaxed) }

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
