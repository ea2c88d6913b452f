import Dispatch

/// Does work ahead of when its result is needed, some pieces at a time on threads of their own, and
/// hands out the results in the order of the requests.
final class Prefetcher<Request: Sendable, Result: Sendable> {
  private final class Slot: @unchecked Sendable {
    let group = DispatchGroup()
    var result: Result?
  }

  /// How many requests may be under way or waiting to be taken.
  let depth: Int
  private let work: @Sendable (Request) -> Result
  private let queue = DispatchQueue(label: "prefetch", attributes: .concurrent)
  private var slots: [Slot] = []

  init(depth: Int, work: @escaping @Sendable (Request) -> Result) {
    self.depth = depth
    self.work = work
  }

  /// Waits for what is under way.
  deinit { for slot in slots { slot.group.wait() } }

  var isFull: Bool { slots.count >= depth }

  func request(_ request: Request) {
    let slot = Slot()
    queue.async(group: slot.group) { [work] in slot.result = work(request) }
    slots.append(slot)
  }

  /// The result of the oldest request that was not taken.
  ///
  /// - Precondition: there is one.
  func next() -> Result {
    let slot = slots.removeFirst()
    slot.group.wait()
    return slot.result!
  }
}
