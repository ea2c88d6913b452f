/// Memory handed out in order and taken back to a mark: no allocation on hot paths.
///
/// An arena first measures: built with no capacity it counts what is asked for, so that
/// `Arena(capacity:)` can then be made to fit. One arena serves one thread at a time.
public final class Arena<Scalar: NetworkScalar>: @unchecked Sendable {
  private var buffer: ScalarBuffer<Scalar>
  private var used = 0

  public init(capacity: Int) { buffer = ScalarBuffer(count: capacity) }

  /// Makes room for `capacity` scalars. Nothing may be in use.
  public func reserve(_ capacity: Int) {
    precondition(used == 0, "an arena in use cannot grow")
    if capacity > buffer.count { buffer = ScalarBuffer(count: capacity) }
  }

  /// Room for `count` scalars with slack behind it, aligned to 64 bytes, with what was there
  /// before.
  public func take(_ count: Int) -> UnsafeMutablePointer<Scalar> {
    let start = used
    used += Self.footprint(count)
    precondition(used <= buffer.count, "arena of \(buffer.count) scalars cannot hold \(used)")
    return buffer.base + start
  }

  /// The scalars that `take(count)` uses up.
  public static func footprint(_ count: Int) -> Int { (count + 16 + 15) / 16 * 16 }

  /// Runs `body` and takes back what it took.
  public func scoped<Result>(_ body: () throws -> Result) rethrows -> Result {
    let mark = used
    defer { used = mark }
    return try body()
  }
}
