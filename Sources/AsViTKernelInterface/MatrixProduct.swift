/// C = A B + bias, or C += A B + bias, for A `[rows, depth]`, B `[depth, columns]` and C
/// `[rows, columns]`.
///
/// Every element is one chain of fused multiply-adds in the order of depth, so a result does not
/// depend on the instruction set, on tiling or on how rows are divided among threads.
public struct MatrixProduct<Scalar> {
  /// The place of B: element (k, n) is at `(n / 16) · panelStride + k · depthStride + n % 16`.
  public struct RightOperand {
    public let base: UnsafePointer<Scalar>
    public let depthStride: Int
    public let panelStride: Int

    /// Packed panels `[columns / 16][depth][16]`, as `PanelPacking` makes them.
    public static func panels(_ base: UnsafePointer<Scalar>, depth: Int) -> Self {
      Self(base: base, depthStride: 16, panelStride: 16 * depth)
    }

    /// A row-major matrix with rows `stride` apart.
    public static func rows(_ base: UnsafePointer<Scalar>, stride: Int) -> Self {
      Self(base: base, depthStride: stride, panelStride: 16)
    }
  }

  /// The place of A: element (m, k) is at `m · rowStride + k · depthStride`.
  public struct LeftOperand {
    public let base: UnsafePointer<Scalar>
    public let rowStride: Int
    public let depthStride: Int

    /// A row-major matrix with rows `stride` apart.
    public static func rows(_ base: UnsafePointer<Scalar>, stride: Int) -> Self {
      Self(base: base, rowStride: stride, depthStride: 1)
    }

    /// The transpose of a row-major matrix `[depth, rows]` with rows `stride` apart.
    public static func transposed(_ base: UnsafePointer<Scalar>, stride: Int) -> Self {
      Self(base: base, rowStride: 1, depthStride: stride)
    }
  }

  public let rows: Int
  public let columns: Int
  public let depth: Int
  public let left: LeftOperand
  public let right: RightOperand
  /// `[columns]`, added to every row; nil for none.
  public let bias: UnsafePointer<Scalar>?
  public let output: UnsafeMutablePointer<Scalar>
  public let outputStride: Int
  /// Whether the product is added to what the output holds.
  public let accumulates: Bool

  public init(
    rows: Int, columns: Int, depth: Int, left: LeftOperand, right: RightOperand,
    bias: UnsafePointer<Scalar>? = nil, output: UnsafeMutablePointer<Scalar>, outputStride: Int,
    accumulates: Bool = false
  ) {
    self.rows = rows
    self.columns = columns
    self.depth = depth
    self.left = left
    self.right = right
    self.bias = bias
    self.output = output
    self.outputStride = outputStride
    self.accumulates = accumulates
  }
}

/// Packs the transpose of a row-major matrix `[columns, depth]` (a linear layer's weight) into
/// panels `[columns / 16][depth][16]`, the last one filled up with zeros.
public struct PanelPacking<Scalar> {
  public let columns: Int
  public let depth: Int
  public let source: UnsafePointer<Scalar>
  public let panels: UnsafeMutablePointer<Scalar>

  public init(
    columns: Int, depth: Int, source: UnsafePointer<Scalar>, panels: UnsafeMutablePointer<Scalar>
  ) {
    self.columns = columns
    self.depth = depth
    self.source = source
    self.panels = panels
  }

  /// The scalars that the panels take.
  public static func count(columns: Int, depth: Int) -> Int { (columns + 15) / 16 * 16 * depth }
}
