import Glibc

/// A linear regression with a quadratic penalty on all coefficients but the constant.
///
/// The penalty is that of a fixed list with the least leave-one-out error. What a row would be
/// predicted from all others alone is had without another fit, from the diagonal of the hat matrix.
///
/// Hoerl and Kennard, Technometrics 12, 1970; Allen, Technometrics 16, 1974.
public struct RidgeRegression: Sendable {
  public let penalty: Double
  /// The mean of the targets, which is the prediction where every column has its mean.
  public let constant: Double
  public let columnMeans: [Double]
  public let coefficients: [Double]
  /// For each row the prediction from all others, less the mean of the others' targets: the mean of
  /// the others falls when a row's own target rises, and would turn the order of predictions around.
  public let leaveOneOut: [Double]
  /// One less the sum of squared leave-one-out errors over that of the means of the others.
  public let rSquared: Double
  /// The root mean square of targets about their predictions from all other rows.
  public let deviation: Double
  /// (XᵀX + penalty)⁻¹.
  private let inverse: SymmetricMatrix

  private static let penalties = (-4...8).map { pow(10, Double($0) / 2) }

  /// - Parameters:
  ///   - rows: `[rows, columns]`, finite.
  ///   - targets: one for each row, finite.
  /// - Returns: nil with fewer than three rows, and when all targets are the same.
  public init?(_ rows: [[Double]], _ targets: [Double]) {
    let count = targets.count
    precondition(rows.count == count, "\(rows.count) rows, \(count) targets")
    guard count > 2, let columnCount = rows.first?.count, Set(targets).count > 1 else { return nil }
    let mean = targets.reduce(0) { $0 + $1 / Double(count) }
    let means = (0..<columnCount).map { column in
      rows.reduce(0) { $0 + $1[column] / Double(count) }
    }
    let centred = rows.map { row in zip(row, means).map { $0 - $1 } }
    // Over a power of two, as squares may be too large for numbers; digits stay.
    let unit = targets.reduce(0) { max($0, ($1 - mean).magnitude) }.binade
    let scaled = targets.map { ($0 - mean) / unit }
    let fits = Self.penalties.map { Fit(centred, scaled, penalty: $0) }
    let errors = fits.map { $0.errors.reduce(0) { $0 + $1 * $1 } }
    let best = errors.indices.reduce(0) { errors[$1] <= errors[$0] ? $1 : $0 }
    let fit = fits[best]
    penalty = Self.penalties[best]
    constant = mean
    columnMeans = means
    coefficients = fit.coefficients.map { $0 * unit }
    inverse = fit.inverse
    deviation = (errors[best] / Double(count)).squareRoot() * unit
    // What the mean of the others misses a target by.
    let scale = Double(count) / Double(count - 1)
    let distances = scaled.map { $0 * scale }
    leaveOneOut = zip(distances, fit.errors).map { ($0 - $1) * unit }
    rSquared = 1 - errors[best] / distances.reduce(0) { $0 + $1 * $1 }
  }

  public func prediction(for row: [Double]) -> Double {
    zip(row, zip(columnMeans, coefficients)).reduce(constant) { $0 + ($1.0 - $1.1.0) * $1.1.1 }
  }

  /// The standard deviation of a sum of coefficients, given the rows, where coefficients and errors
  /// are normal and the penalty is the ratio of their variances.
  ///
  /// - Parameter weights: of each coefficient in the sum.
  public func deviation(ofSum weights: [Double]) -> Double {
    deviation * inverse.form(weights, weights).squareRoot()
  }
}

/// A regression of centred rows under one penalty.
private struct Fit {
  let inverse: SymmetricMatrix
  let coefficients: [Double]
  /// Of each row, by the regression of all others.
  let errors: [Double]

  init(_ rows: [[Double]], _ targets: [Double], penalty: Double) {
    let count = rows[0].count
    var squares = SymmetricMatrix(order: count)
    var products = [Double](repeating: 0, count: count)
    for (row, target) in zip(rows, targets) {
      squares.addSquare(of: row)
      for column in row.indices { products[column] += row[column] * target }
    }
    squares.add(toDiagonal: penalty)
    inverse = squares.inverse
    coefficients = inverse.times(products)
    let (inverse, coefficients) = (inverse, coefficients)
    errors = zip(rows, targets).map { row, target in
      let error = target - zip(row, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
      return error / (1 - 1 / Double(rows.count) - inverse.form(row, row))
    }
  }
}

/// A positive definite matrix; the same bits on every processor.
private struct SymmetricMatrix {
  private let order: Int
  /// Row-major, both triangles.
  private var elements: [Double]

  init(order: Int) {
    self.order = order
    elements = Array(repeating: 0, count: order * order)
  }

  mutating func addSquare(of row: [Double]) {
    for i in row.indices where row[i] != 0 {
      for j in row.indices { elements[i * order + j] += row[i] * row[j] }
    }
  }

  mutating func add(toDiagonal value: Double) {
    for i in 0..<order { elements[i * order + i] += value }
  }

  func times(_ vector: [Double]) -> [Double] {
    (0..<order).map { i in (0..<order).reduce(0) { $0 + elements[i * order + $1] * vector[$1] } }
  }

  func form(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, times(b)).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// By Cholesky's factors.
  var inverse: SymmetricMatrix {
    var lower = elements
    for i in 0..<order {
      for j in 0...i {
        let sum = (0..<j).reduce(elements[i * order + j]) {
          $0 - lower[i * order + $1] * lower[j * order + $1]
        }
        lower[i * order + j] = i == j ? sum.squareRoot() : sum / lower[j * order + j]
      }
    }
    var result = self
    for column in 0..<order {
      var solution = [Double](repeating: 0, count: order)
      for i in column..<order {
        let sum = (column..<i).reduce(i == column ? 1.0 : 0) {
          $0 - lower[i * order + $1] * solution[$1]
        }
        solution[i] = sum / lower[i * order + i]
      }
      for i in (0..<order).reversed() {
        let sum = (i + 1..<order).reduce(solution[i]) { $0 - lower[$1 * order + i] * solution[$1] }
        solution[i] = sum / lower[i * order + i]
      }
      for i in 0..<order { result.elements[i * order + column] = solution[i] }
    }
    return result
  }
}
