import AsViTKernelInterface

/// One head of one window, transposed into scratch space.
///
/// Every operand is a plane [d][stride], a row for each dimension and a column for each token:
/// sixteen tokens of a row fill a vector, a single one is broadcast. Columns from N to the next
/// multiple of sixteen are zero.
struct AttentionHead<T: KernelScalar> {
  let shape: WindowedAttentionShape
  let tokenCount: Int
  let dimension: Int
  let stride: Int
  let planes: UnsafeMutablePointer<T>

  /// The row of the window's first token in [B·T].
  private(set) var firstRow = 0
  private(set) var head = 0

  init(shape: WindowedAttentionShape, planes: UnsafeMutablePointer<T>, planeCount: Int) {
    self.shape = shape
    self.planes = planes
    tokenCount = shape.windowTokenCount
    dimension = shape.headDimension
    stride = shape.scratchStride
    for row in 0..<planeCount * dimension {
      for column in tokenCount..<stride { planes[row * stride + column] = 0 }
    }
  }

  /// The vectors that hold all tokens of a row.
  @inline(__always)
  var vectorCount: Int { (tokenCount &+ 15) / 16 }

  @inline(__always)
  func plane(_ index: Int) -> UnsafeMutablePointer<T> {
    planes + index &* dimension &* stride
  }

  mutating func select(unit: Int) {
    let (windowOfAll, head) = unit.quotientAndRemainder(dividingBy: shape.headCount)
    let (image, window) = windowOfAll.quotientAndRemainder(dividingBy: shape.windowCount)
    let (y, x) = window.quotientAndRemainder(dividingBy: shape.gridSide / shape.windowSide)
    self.head = head
    firstRow = image * shape.tokenCount + (y * shape.gridSide + x) * shape.windowSide
  }

  /// Transposes the head's columns of a matrix into a plane, times `factor`.
  ///
  /// - Parameters:
  ///   - matrix: [B·T][`width`], offset to the first column of head 0.
  @inline(__always)
  func pack(
    _ matrix: UnsafePointer<T>, width: Int, scaledBy factor: T, into plane: UnsafeMutablePointer<T>
  ) {
    var target = plane
    for y in 0..<shape.windowSide {
      var row = matrix + offset(y: y, x: 0, width: width)
      for _ in 0..<shape.windowSide {
        var column = target
        for c in 0..<dimension {
          column.pointee = row[c] * factor
          column += stride
        }
        row += width
        target += 1
      }
    }
  }

  /// Transposes rows [d][`stride`] into the head's columns of a matrix.
  ///
  /// - Parameters:
  ///   - sums: the rows, for up to `count` tokens from `first` on; tokens past N are dropped.
  ///   - matrix: [B·T][`width`], offset to the first column of head 0.
  @inline(__always)
  func unpack(
    _ sums: UnsafePointer<T>, stride: Int, tokensFrom first: Int, count: Int,
    into matrix: UnsafeMutablePointer<T>, width: Int
  ) {
    var (y, x) = first.quotientAndRemainder(dividingBy: shape.windowSide)
    for token in 0..<min(count, tokenCount &- first) {
      let row = matrix + offset(y: y, x: x, width: width)
      var column = sums + token
      for c in 0..<dimension {
        row[c] = column.pointee
        column += stride
      }
      x &+= 1
      if x == shape.windowSide { (y, x) = (y &+ 1, 0) }
    }
  }

  /// Where the head's columns of a token of the window begin.
  @inline(__always)
  private func offset(y: Int, x: Int, width: Int) -> Int {
    let row = firstRow &+ y &* shape.gridSide &+ x
    return row &* width &+ head &* dimension
  }
}
