/// Self-attention inside the windows of a token grid.
///
/// B images of T tokens, row-major on a grid of `gridRows` x `gridColumns`. The grid is tiled by
/// windows of N = `windowRows` x `windowColumns` tokens; a token attends to the tokens of its own
/// window. I = `headCount`·`headDimension` is the inner width; logits are scaled by
/// `headDimension`^−½.
///
/// Work is counted in *units*, one head of one window of one image, ordered by image, window, head.
/// Units are independent: any split into ranges gives the same bits.
public struct WindowedAttentionShape: Sendable, Equatable {
  public var imageCount: Int
  public var gridRows: Int
  public var gridColumns: Int
  public var windowRows: Int
  public var windowColumns: Int
  public var headCount: Int
  public var headDimension: Int

  /// Square windows of a square grid.
  public init(imageCount: Int, gridSide: Int, windowSide: Int, headCount: Int, headDimension: Int) {
    precondition(
      gridSide % windowSide == 0,
      "windows of side \(windowSide) do not tile a grid of side \(gridSide)")
    self.imageCount = imageCount
    (gridRows, gridColumns) = (gridSide, gridSide)
    (windowRows, windowColumns) = (windowSide, windowSide)
    self.headCount = headCount
    self.headDimension = headDimension
  }

  /// One window of tokens in a row.
  public init(imageCount: Int, tokenCount: Int, headCount: Int, headDimension: Int) {
    self.imageCount = imageCount
    (gridRows, gridColumns) = (1, tokenCount)
    (windowRows, windowColumns) = (1, tokenCount)
    self.headCount = headCount
    self.headDimension = headDimension
  }

  /// T, the tokens of an image.
  public var tokenCount: Int { gridRows * gridColumns }

  /// N, the tokens of a window.
  public var windowTokenCount: Int { windowRows * windowColumns }

  /// I, the width of queries, of keys, of values and of the output.
  public var innerWidth: Int { headCount * headDimension }

  /// The number of windows of an image.
  public var windowCount: Int { (gridRows / windowRows) * (gridColumns / windowColumns) }

  /// The number of units.
  public var unitCount: Int { imageCount * windowCount * headCount }

  /// The distance between the rows of a head's scratch planes [d][stride].
  ///
  /// Whole vectors of 16, and an odd number of them, so that rows spread over all cache sets.
  public var scratchStride: Int { 16 * (((windowTokenCount + 15) / 16) | 1) }

  /// The scalars of scratch space one thread needs for `WindowedAttention` with `orders`
  /// coefficients.
  public func scratchCount(orders: Int) -> Int {
    // Queries, keys and values; the shift; sums for four vectors of queries.
    (3 * orders * headDimension + 1) * scratchStride + orders * headDimension * 64
  }

  /// The scalars of scratch space one thread needs for `WindowedAttentionBackward`.
  public var backwardScratchCount: Int {
    // Queries, keys, values and output gradients; shift and row term; sums for four vectors.
    (4 * headDimension + 2) * scratchStride + 2 * headDimension * 64
  }
}

/// Operands of windowed attention, with up to two derivatives.
///
/// For queries q, keys k and values v that depend on a parameter t, the output
/// y = softmax(q kᵀ·d^−½) v has the same number of *jet coefficients* as the input: y, dy/dt,
/// d²y/dt². Nothing of size N x N is ever stored.
public struct WindowedAttention<Scalar> {
  public var shape: WindowedAttentionShape

  /// J, the number of coefficients: 1 for the value, 2 with the first, 3 with the second derivative.
  public var orders: Int

  /// [J][B·T][3I]: in each row all queries, all keys, all values, each head-major.
  public var qkv: UnsafePointer<Scalar>

  /// The distance between the coefficients of `qkv`.
  public var qkvStride: Int

  /// [J][B·T][I], head-major.
  public var output: UnsafeMutablePointer<Scalar>

  /// The distance between the coefficients of `output`.
  public var outputStride: Int

  /// The units to compute.
  public var units: Range<Int>

  /// `shape.scratchCount(orders:)` scalars, not shared with another thread.
  public var scratch: UnsafeMutablePointer<Scalar>

  public init(
    shape: WindowedAttentionShape, orders: Int,
    qkv: UnsafePointer<Scalar>, qkvStride: Int,
    output: UnsafeMutablePointer<Scalar>, outputStride: Int,
    units: Range<Int>, scratch: UnsafeMutablePointer<Scalar>
  ) {
    precondition((1...3).contains(orders), "attention of \(orders) jet coefficients, not 1...3")
    self.shape = shape
    self.orders = orders
    self.qkv = qkv
    self.qkvStride = qkvStride
    self.output = output
    self.outputStride = outputStride
    self.units = units
    self.scratch = scratch
  }
}

/// Operands of the adjoint of windowed attention.
public struct WindowedAttentionBackward<Scalar> {
  public var shape: WindowedAttentionShape

  /// [B·T][3I], as given to `WindowedAttention`.
  public var qkv: UnsafePointer<Scalar>

  /// [B·T][I], as written by `WindowedAttention`.
  public var output: UnsafePointer<Scalar>

  /// [B·T][I], the gradient with respect to `output`.
  public var outputGradient: UnsafePointer<Scalar>

  /// [B·T][3I], the gradient with respect to `qkv`; written, not added to.
  public var qkvGradient: UnsafeMutablePointer<Scalar>

  /// The units to compute.
  public var units: Range<Int>

  /// `shape.backwardScratchCount` scalars, not shared with another thread.
  public var scratch: UnsafeMutablePointer<Scalar>

  public init(
    shape: WindowedAttentionShape,
    qkv: UnsafePointer<Scalar>, output: UnsafePointer<Scalar>,
    outputGradient: UnsafePointer<Scalar>, qkvGradient: UnsafeMutablePointer<Scalar>,
    units: Range<Int>, scratch: UnsafeMutablePointer<Scalar>
  ) {
    self.shape = shape
    self.qkv = qkv
    self.output = output
    self.outputGradient = outputGradient
    self.qkvGradient = qkvGradient
    self.units = units
    self.scratch = scratch
  }
}
