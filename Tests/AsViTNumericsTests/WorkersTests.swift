import AsViTNumerics
import Synchronization
import Testing

@Suite struct WorkersTests {
  @Test(arguments: [1, 2, 5], [0, 1, 3, 100])
  func `every element once, scratch never shared`(workerCount: Int, elementCount: Int) {
    let visits = (0..<elementCount).map { _ in Counter() }
    let busy = (0..<workerCount).map { _ in Counter() }
    Workers(count: workerCount).forEach(elementCount) { element, worker in
      #expect(busy[worker].add(1) == 1)
      visits[element].add(1)
      #expect(busy[worker].add(-1) == 0)
    }
    #expect(visits.allSatisfy { $0.add(0) == 1 })
  }

  @Test func `results come in the order of elements`() {
    let slots = ResultSlots<Int>(count: 50)
    Workers(count: 3).forEach(50) { element, _ in slots[element] = element * element }
    #expect(slots.values == (0..<50).map { $0 * $0 })
  }

  @Test func `an arena hands out room that does not overlap and takes it back`() {
    let arena = Arena<Float>()
    let first = arena.take(10)
    let inner = arena.scoped { arena.take(100_000) }
    let second = arena.take(100_000)
    #expect(inner == second, "what a scope took is taken again")
    let third = arena.take(5)
    #expect(abs(first.distance(to: third)) >= 10 && second != third)
    for pointer in [first, second, third] {
      #expect(UInt(bitPattern: pointer).isMultiple(of: 64))
    }
    let held = arena.byteCount
    arena.reset()
    #expect(arena.take(10) == first)
    #expect(arena.byteCount == held)
  }
}

private final class Counter: Sendable {
  private let value = Atomic(0)

  @discardableResult
  func add(_ amount: Int) -> Int {
    value.add(amount, ordering: .sequentiallyConsistent).newValue
  }
}
