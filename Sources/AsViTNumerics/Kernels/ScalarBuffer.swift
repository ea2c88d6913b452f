import Glibc

/// An owned buffer of scalars, aligned to 64 bytes, with slack behind its end that kernels may
/// read.
public final class ScalarBuffer<Scalar: NetworkScalar>: @unchecked Sendable {
  public let base: UnsafeMutablePointer<Scalar>
  public let count: Int

  /// Scalars past the end that a kernel may read.
  static var slack: Int { 32 }

  /// A buffer of `count` zeros.
  public init(count: Int) {
    self.count = count
    let bytes = (count + Self.slack) * MemoryLayout<Scalar>.stride
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    base = raw.bindMemory(to: Scalar.self, capacity: count + Self.slack)
    memset(raw, 0, bytes)
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }
}
