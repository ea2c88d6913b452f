import Dispatch
import Synchronization

/// A number of threads that share the elements of a loop.
public struct Workers: Sendable {
  public let count: Int

  public init(count: Int) {
    precondition(count > 0, "\(count) workers")
    self.count = count
  }

  /// Calls `body(element, worker)` once for every element of `0 ..< elementCount`; a worker takes
  /// the next element when it is done with one, in order.
  ///
  /// `worker` is below `count` and names scratch memory that no other call uses at the time. What
  /// is computed must depend on the element alone, so that results are the same at any count.
  public func forEach(
    _ elementCount: Int, _ body: @Sendable (_ element: Int, _ worker: Int) -> Void
  ) {
    let crew = min(count, elementCount)
    guard crew > 1 else {
      for element in 0..<elementCount { body(element, 0) }
      return
    }
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: crew) { worker in
      while true {
        let element = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard element < elementCount else { return }
        body(element, worker)
      }
    }
  }
}
