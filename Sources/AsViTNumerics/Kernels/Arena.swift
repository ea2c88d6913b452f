/// Memory handed out in order and taken back to a mark, so that hot paths do not allocate.
///
/// An arena grows by slabs and keeps them: after the first use of a network it no longer calls the
/// allocator. One arena serves one thread at a time.
public final class Arena<Scalar: NetworkScalar>: @unchecked Sendable {
  private var slabs: [ScalarBuffer<Scalar>] = []
  private var slab = 0
  private var used = 0

  public init() {}

  /// Room for `count` scalars, aligned to 64 bytes, holding what was there before.
  public func take(_ count: Int) -> UnsafeMutablePointer<Scalar> {
    let footprint = Self.footprint(count)
    while slab < slabs.count, used + footprint > slabs[slab].count {
      slab += 1
      used = 0
    }
    if slab == slabs.count {
      let latest = slabs.last?.count ?? 1 << 15
      slabs.append(ScalarBuffer(count: max(footprint, latest + latest / 2)))
    }
    defer { used += footprint }
    return slabs[slab].base + used
  }

  /// The scalars that a piece of `count` uses up, with slack behind it, as kernels may read past
  /// the end.
  public static func footprint(_ count: Int) -> Int { (count + 16 + 15) / 16 * 16 }

  /// Makes room for pieces whose footprints add up to `count`, in one slab and nothing beside it.
  ///
  /// - Precondition: nothing is taken.
  public func reserve(_ count: Int) {
    precondition(slab == 0 && used == 0, "an arena in use cannot be moved")
    guard count > slabs.first?.count ?? 0 else { return }
    slabs = []
    slabs.append(ScalarBuffer(count: count))
  }

  /// The bytes that the arena holds.
  public var byteCount: Int {
    slabs.reduce(0) { $0 + $1.count } * MemoryLayout<Scalar>.stride
  }

  /// Takes back everything.
  public func reset() {
    slab = 0
    used = 0
  }

  /// Runs `body` and takes back what it took.
  public func scoped<Result>(_ body: () throws -> Result) rethrows -> Result {
    let mark = (slab, used)
    defer { (slab, used) = mark }
    return try body()
  }
}
