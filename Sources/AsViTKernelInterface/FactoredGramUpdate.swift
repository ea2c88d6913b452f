/// Adds a row of the Gram matrix, in Double, of matrices that are sums of outer products: for
/// Gᵢ = Δᵢᵀ Xᵢ and all j ≤ i
///
///     ⟨Gᵢ, Gⱼ⟩ = Σ (δₛ · δₜ)(xₛ · xₜ) over the rows s of Δᵢ, Xᵢ and t of Δⱼ, Xⱼ.
///
/// For r rows that takes r² (m + n) multiplications where the elements of two matrices m × n take
/// m n, and r m n before to form one.
public struct FactoredGramUpdate<Scalar> {
  /// r, the rows of Δ and X.
  public let rows: Int
  /// m and n, the columns of Δ and of X.
  public let columns: (Int, Int)
  /// Δ `[rows, m]` and, behind it, X `[rows, n]` of each matrix.
  public let factors: UnsafePointer<Scalar>
  /// The distance between those of two matrices.
  public let stride: Int
  /// i.
  public let index: Int
  /// `[i + 1]`, row i of the Gram matrix up to the diagonal.
  public let gram: UnsafeMutablePointer<Double>

  public init(
    rows: Int, columns: (Int, Int), factors: UnsafePointer<Scalar>, stride: Int, index: Int,
    gram: UnsafeMutablePointer<Double>
  ) {
    self.rows = rows
    self.columns = columns
    self.factors = factors
    self.stride = stride
    self.index = index
    self.gram = gram
  }
}
