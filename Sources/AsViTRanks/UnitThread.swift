import Dispatch
import Synchronization

/// What a unit came to: its result, or the reason why there is none.
typealias UnitOutcome = Result<[UInt8], UnitFailure>

/// Why a unit has no result, in words.
struct UnitFailure: Error, Hashable {
  let reason: String
}

/// Computes units one after the other, while the thread that owns it talks to other ranks.
final class UnitThread: Sendable {
  private let outcomes = Mutex<[(number: Int, outcome: UnitOutcome)]>([])
  private let arrivals = DispatchSemaphore(value: 0)
  private let queue = DispatchQueue(label: "units")
  private let compute: @Sendable ([UInt8]) throws -> [UInt8]

  init(computing compute: @escaping @Sendable ([UInt8]) throws -> [UInt8]) {
    self.compute = compute
  }

  /// Puts a unit behind those that are there.
  func add(_ unit: [UInt8], number: Int) {
    queue.async { [self] in
      let outcome = UnitOutcome { try compute(unit) }
      outcomes.withLock { $0.append((number, outcome)) }
      arrivals.signal()
    }
  }

  /// The outcomes since the last call.
  func takeOutcomes() -> [(number: Int, outcome: UnitOutcome)] {
    outcomes.withLock { outcomes in
      defer { outcomes = [] }
      return outcomes
    }
  }

  /// Returns after a while, or as soon as a unit is done.
  func sleep(for duration: Duration) {
    _ = arrivals.wait(timeout: .now() + .microseconds(Int(duration / .microseconds(1))))
  }
}

extension UnitOutcome {
  fileprivate init(_ body: () throws -> [UInt8]) {
    do {
      self = .success(try body())
    } catch {
      self = .failure(UnitFailure(reason: "\(error)"))
    }
  }

  /// As a worker sends it.
  func message(number: Int) -> Message {
    switch self {
    case .success(let bytes): Message(.result, number: number, bytes: bytes)
    case .failure(let failure): Message(.failure, number: number, bytes: Array(failure.reason.utf8))
    }
  }
}
