/// Adds G Gᵀ to a Gram matrix in Double, for G `[rows, columns]`.
///
/// Products of Float are exact in Double.
public struct GramUpdate<Scalar> {
  public let rows: Int
  public let columns: Int
  public let input: UnsafePointer<Scalar>
  public let inputStride: Int
  /// `[rows, rows]`; the lower triangle is updated.
  public let gram: UnsafeMutablePointer<Double>

  public init(
    rows: Int, columns: Int, input: UnsafePointer<Scalar>, inputStride: Int,
    gram: UnsafeMutablePointer<Double>
  ) {
    self.rows = rows
    self.columns = columns
    self.input = input
    self.inputStride = inputStride
    self.gram = gram
  }
}
