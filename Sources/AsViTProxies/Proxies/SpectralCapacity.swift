public import AsViTArchitecture
import Glibc

/// The sum of ψ over the matrices of all blocks, in nats: ψ(3q, d) + ψ(q, d) of an attention of inner
/// width q, 2ψ(m, d) of an MLP with m hidden channels, d the width. Embedding, merging, norms and
/// classifier are not counted.
///
/// A size meter that is nearer to depth times width than to parameters. What is known of it comes from
/// networks of 12 to 16 blocks, 224 pixels and 300 epochs.
public enum SpectralCapacity: SeparableProxy {
  public static let metric = Metric("spectralCapacity")
  public static let word = "capacity"
  public static let title = "spectral capacity"
  public static let direction: Direction? = .higher

  /// Matrices of one shape up to a factor are added up in whole numbers, so that architectures of equal
  /// capacity have the same bits.
  public static func value(of architecture: Architecture) -> Double {
    var sides: [MatrixShape: Int] = [:]
    for layer in architecture.layers {
      for matrix in matrices(of: layer) {
        let divisor = greatestCommonDivisor(matrix.rows, matrix.columns)
        let shape = MatrixShape(
          long: max(matrix.rows, matrix.columns) / divisor,
          short: min(matrix.rows, matrix.columns) / divisor)
        sides[shape, default: 0] += divisor
      }
    }
    return sides.sorted { ($0.key.long, $0.key.short) < ($1.key.long, $1.key.short) }
      .reduce(0) { sum, term in
        sum + Double(term.value)
          * spectralCapacity(rows: term.key.long, columns: term.key.short)
      }
  }

  public static func term(of layer: Layer) -> Double {
    matrices(of: layer).reduce(0) { $0 + spectralCapacity(rows: $1.rows, columns: $1.columns) }
  }

  private static func matrices(of layer: Layer) -> [(rows: Int, columns: Int)] {
    let width = layer.input.channelCount
    switch layer.kind {
    case .attention(_, let headCount, let headDimension, _):
      let inner = headCount * headDimension
      return [(3 * inner, width), (inner, width)]
    case .mlp(let hiddenChannels, _): return [(hiddenChannels, width), (hiddenChannels, width)]
    default: return []
    }
  }
}

/// The spectral capacity ψ of a matrix: ln det(1 + WᵀW) of a wide and high one whose entries are
/// independent with Glorot's variance 2 / (rows + columns), in nats.
///
/// With n ≤ m the two sides, β = n/m and g = 2m/(m + n), it is n times the Shannon transform of the
/// Marchenko-Pastur law:
///
///     F = (√(g(1 + √β)² + 1) − √(g(1 − √β)² + 1))²
///     ψ = n (ln(1 + g − F/4) + ln(1 + gβ − F/4) / β − F / (4βg))
///
/// The order of the sides does not matter, and ψ(ka, kb) = k ψ(a, b).
///
/// NSC-MP in the authors' code of neural spectral capacity, where the integral is computed by
/// quadrature; the closed form is that of Tulino and Verdú, Random Matrix Theory and Wireless
/// Communications, 2004.
///
/// - Precondition: both sides are above 0.
public func spectralCapacity(rows: Int, columns: Int) -> Double {
  precondition(rows > 0 && columns > 0, "a matrix of \(rows) x \(columns)")
  let (m, n) = (Double(max(rows, columns)), Double(min(rows, columns)))
  let (beta, gain) = (n / m, 2 * m / (m + n))
  func edge(_ root: Double) -> Double { (gain * root * root + 1).squareRoot() }
  let difference = edge(1 + beta.squareRoot()) - edge(1 - beta.squareRoot())
  let quarter = difference * difference / 4
  return n
    * (log(1 + gain - quarter) + log(1 + gain * beta - quarter) / beta
      - quarter / (beta * gain))
}

/// Sides without a common divisor.
private struct MatrixShape: Hashable {
  let long: Int
  let short: Int
}
