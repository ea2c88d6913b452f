import AsViTKernelInterface

/// One head of one window, transposed into scratch space.
///
/// Every operand is a plane [d][stride], a row for each dimension and a column for each token:
/// sixteen tokens of a row fill a vector, a single one is broadcast. Columns past N hold numbers
/// whose results are dropped.
struct AttentionHead<T: KernelScalar> {
  let shape: WindowedAttentionShape
  let tokenCount: Int
  let dimension: Int
  let stride: Int
  let planes: UnsafeMutablePointer<T>

  /// The row of the window's first token in [B·T].
  private(set) var firstRow = 0
  private(set) var head = 0
  private var next = -1

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

  /// Turns to a unit. Cheap when it is the next one and of the same window.
  @inline(__always)
  mutating func select(unit: Int) {
    if unit == next, head &+ 1 < shape.headCount {
      head &+= 1
    } else {
      locate(unit)
    }
    next = unit &+ 1
  }

  private mutating func locate(_ unit: Int) {
    let (windowOfAll, head) = unit.quotientAndRemainder(dividingBy: shape.headCount)
    let (image, window) = windowOfAll.quotientAndRemainder(dividingBy: shape.windowCount)
    let (y, x) = window.quotientAndRemainder(dividingBy: shape.gridColumns / shape.windowColumns)
    self.head = head
    firstRow =
      image * shape.tokenCount + y * shape.windowRows * shape.gridColumns
      + x * shape.windowColumns
  }

  /// Transposes the head's columns of a matrix into a plane, times `factor`.
  ///
  /// Columns past N, up to the next multiple of four, repeat the last token. So does everything
  /// computed from them.
  ///
  /// - Parameters:
  ///   - matrix: [B·T][`width`], offset to the first column of head 0.
  @inline(__always)
  func pack(
    _ matrix: UnsafePointer<T>, width: Int, scaledBy factor: T, into plane: UnsafeMutablePointer<T>
  ) {
    var walk = TokenWalk(shape, firstRow: firstRow, token: 0)
    let source = matrix + head &* dimension
    for token in Swift.stride(from: 0, to: tokenCount, by: 4) {
      let rows = walk.nextFour(width: width)
      var column = plane + token
      var c = 0
      while c &+ 4 <= dimension {
        let block = Block4x4(source + c, offsets: rows).transposed()
        for i in 0..<4 {
          block.store(i, scaledBy: factor, to: column)
          column += stride
        }
        c &+= 4
      }
      while c < dimension {
        for i in 0..<4 { column[i] = source[rows[i] &+ c] * factor }
        column += stride
        c &+= 1
      }
    }
  }

  /// Transposes rows [d][`stride`] into the head's columns of a matrix.
  ///
  /// - Parameters:
  ///   - sums: the rows, for up to `count` tokens from `first` on; tokens past N are dropped, if
  ///     they do not repeat the last.
  ///   - first: a multiple of four.
  ///   - matrix: [B·T][`width`], offset to the first column of head 0.
  @inline(__always)
  func unpack(
    _ sums: UnsafePointer<T>, stride: Int, tokensFrom first: Int, count: Int,
    into matrix: UnsafeMutablePointer<T>, width: Int
  ) {
    var walk = TokenWalk(shape, firstRow: firstRow, token: first)
    let target = matrix + head &* dimension
    for token in Swift.stride(from: first, to: min(first &+ count, tokenCount), by: 4) {
      let rows = walk.nextFour(width: width)
      var column = sums + (token &- first)
      var c = 0
      while c &+ 4 <= dimension {
        let offsets: InlineArray<4, Int> = [0, stride, 2 &* stride, 3 &* stride]
        let block = Block4x4(column, offsets: offsets).transposed()
        for i in 0..<4 { block.store(i, scaledBy: 1, to: target + rows[i] + c) }
        column += 4 &* stride
        c &+= 4
      }
      while c < dimension {
        for i in 0..<4 { target[rows[i] &+ c] = column[i] }
        column += stride
        c &+= 1
      }
    }
  }
}
