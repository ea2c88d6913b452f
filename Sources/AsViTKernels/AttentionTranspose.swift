import AsViTKernelInterface

/// Visits the tokens of a window, row by row of the window, and then its last token for ever.
struct TokenWalk {
  private let side: Int
  private let skip: Int
  private var row: Int
  private var x: Int
  private var left: Int

  @inline(__always)
  init(_ shape: WindowedAttentionShape, firstRow: Int, token: Int) {
    side = shape.windowColumns
    skip = shape.gridColumns &- side
    let (y, x) = token == 0 ? (0, 0) : token.quotientAndRemainder(dividingBy: side)
    self.x = x
    row = firstRow &+ y &* shape.gridColumns &+ x
    left = shape.windowTokenCount &- token
  }

  /// The offsets of the next four tokens in a matrix [B·T][`width`].
  @inline(__always)
  mutating func nextFour(width: Int) -> InlineArray<4, Int> {
    var offsets = InlineArray<4, Int>(repeating: 0)
    for i in 0..<4 {
      offsets[i] = row &* width
      guard left > 1 else { continue }
      left &-= 1
      row &+= 1
      x &+= 1
      if x == side {
        x = 0
        row &+= skip
      }
    }
    return offsets
  }
}

/// Four rows of four scalars.
struct Block4x4<T: KernelScalar> {
  /// The rows, one after the other.
  private var scalars: SIMD16<T>

  @inline(__always)
  init(_ source: UnsafePointer<T>, offsets: InlineArray<4, Int>) {
    @inline(__always)
    func row(_ i: Int) -> SIMD4<T> {
      UnsafeRawPointer(source + offsets[i]).loadUnaligned(as: SIMD4<T>.self)
    }
    scalars = SIMD16(
      lowHalf: SIMD8(lowHalf: row(0), highHalf: row(1)),
      highHalf: SIMD8(lowHalf: row(2), highHalf: row(3)))
  }

  @inline(__always)
  func transposed() -> Self {
    let (even, odd) = (scalars.evenHalf, scalars.oddHalf)
    var block = self
    block.scalars = SIMD16(
      lowHalf: SIMD8(lowHalf: even.evenHalf, highHalf: odd.evenHalf),
      highHalf: SIMD8(lowHalf: even.oddHalf, highHalf: odd.oddHalf))
    return block
  }

  @inline(__always)
  func store(_ row: Int, scaledBy factor: T, to target: UnsafeMutablePointer<T>) {
    let half = row < 2 ? scalars.lowHalf : scalars.highHalf
    let quarter = row & 1 == 0 ? half.lowHalf : half.highHalf
    UnsafeMutableRawPointer(target).storeBytes(of: quarter * factor, as: SIMD4<T>.self)
  }
}
