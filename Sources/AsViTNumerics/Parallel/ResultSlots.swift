/// Places for the results of a parallel loop, each written by one element alone.
public final class ResultSlots<Value: Sendable>: @unchecked Sendable {
  private let slots: UnsafeMutableBufferPointer<Value?>

  public init(count: Int) {
    slots = .allocate(capacity: count)
    slots.initialize(repeating: nil)
  }

  deinit {
    slots.deinitialize()
    slots.deallocate()
  }

  public var count: Int { slots.count }

  public subscript(index: Int) -> Value? {
    get { slots[index] }
    set { slots[index] = newValue }
  }

  /// All results.
  ///
  /// - Precondition: every slot was written.
  public var values: [Value] { slots.map { $0! } }
}
