/// Sums the rows of `[rows, columns]`, scaled, into `[columns]`.
public struct RowSum<Scalar> {
  public let rows: Int
  public let columns: Int
  public let input: UnsafePointer<Scalar>
  public let scale: Scalar
  public let output: UnsafeMutablePointer<Scalar>
  /// Whether the sums are added to what the output holds.
  public let accumulates: Bool

  public init(
    rows: Int, columns: Int, input: UnsafePointer<Scalar>, scale: Scalar,
    output: UnsafeMutablePointer<Scalar>, accumulates: Bool
  ) {
    self.rows = rows
    self.columns = columns
    self.input = input
    self.scale = scale
    self.output = output
    self.accumulates = accumulates
  }
}

/// output = a x + b y, element by element; x and y may be the output.
public struct LinearCombination<Scalar> {
  public let count: Int
  public let a: Scalar
  public let x: UnsafePointer<Scalar>
  public let b: Scalar
  public let y: UnsafePointer<Scalar>
  public let output: UnsafeMutablePointer<Scalar>

  public init(
    count: Int, a: Scalar, x: UnsafePointer<Scalar>, b: Scalar, y: UnsafePointer<Scalar>,
    output: UnsafeMutablePointer<Scalar>
  ) {
    self.count = count
    self.a = a
    self.x = x
    self.b = b
    self.y = y
    self.output = output
  }
}
