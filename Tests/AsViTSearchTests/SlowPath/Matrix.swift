import Foundation

/// A row-major matrix in Double with the gradient of some scalar by it.
final class Matrix {
  let rows: Int
  let columns: Int
  let values: UnsafeMutablePointer<Double>
  let gradient: UnsafeMutablePointer<Double>

  var count: Int { rows * columns }

  /// All zeros.
  init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    values = .allocate(capacity: max(1, rows * columns))
    gradient = .allocate(capacity: max(1, rows * columns))
    values.initialize(repeating: 0, count: rows * columns)
    gradient.initialize(repeating: 0, count: rows * columns)
  }

  convenience init(rows: Int, columns: Int, _ elements: [Double]) {
    precondition(elements.count == rows * columns)
    self.init(rows: rows, columns: columns)
    values.update(from: elements, count: count)
  }

  deinit {
    values.deallocate()
    gradient.deallocate()
  }
}

/// A computation with matrices by plain loops that can be run backward.
final class Computation {
  private var steps: [() -> Void] = []
  /// The sums of residual layers, in order.
  private(set) var residuals: [Matrix] = []

  /// Runs the adjoints of all operations, last first; gradients are added.
  func backward() { for step in steps.reversed() { step() } }

  /// s X Wᵀ.
  func product(_ x: Matrix, _ w: Matrix, scale: Double = 1) -> Matrix {
    precondition(x.columns == w.columns)
    let y = Matrix(rows: x.rows, columns: w.rows)
    let depth = x.columns
    forEach(x.rows, w.rows) { i, j in
      let (a, b) = (x.values + i &* depth, w.values + j &* depth)
      var sum = 0.0
      var k = 0
      while k < depth {
        sum += a[k] * b[k]
        k &+= 1
      }
      y.values[i &* y.columns &+ j] = scale * sum
    }
    steps.append {
      forEach(x.rows, w.rows) { i, j in
        let slope = scale * y.gradient[i &* y.columns &+ j]
        let (a, b) = (x.values + i &* depth, w.values + j &* depth)
        let (da, db) = (x.gradient + i &* depth, w.gradient + j &* depth)
        var k = 0
        while k < depth {
          da[k] += slope * b[k]
          db[k] += slope * a[k]
          k &+= 1
        }
      }
    }
    return y
  }

  /// X + Y; a Y of one row is added to every row.
  func sum(_ x: Matrix, _ y: Matrix) -> Matrix {
    precondition(x.columns == y.columns && (y.rows == 1 || y.rows == x.rows))
    let z = Matrix(rows: x.rows, columns: x.columns)
    forEach(x.rows, x.columns) { i, j in
      let index = i &* x.columns &+ j
      z.values[index] = x.values[index] + y.values[y.rows == 1 ? j : index]
    }
    steps.append {
      forEach(x.rows, x.columns) { i, j in
        let index = i &* x.columns &+ j
        x.gradient[index] += z.gradient[index]
        y.gradient[y.rows == 1 ? j : index] += z.gradient[index]
      }
    }
    return z
  }

  /// X + Y, as the output of a residual layer.
  func residual(_ x: Matrix, _ y: Matrix) -> Matrix {
    let z = sum(x, y)
    residuals.append(z)
    return z
  }

  /// Each row less its mean, over √(variance + ε), times a weight, plus a bias.
  func normalised(
    _ x: Matrix, weight: Matrix, bias: Matrix, epsilon: Double = 1e-5
  ) -> Matrix {
    let y = Matrix(rows: x.rows, columns: x.columns)
    let unit = Matrix(rows: x.rows, columns: x.columns)
    let deviations = Matrix(rows: x.rows, columns: 1)
    let n = Double(x.columns)
    for i in 0..<x.rows {
      let row = UnsafeBufferPointer(start: x.values + i * x.columns, count: x.columns)
      let mean = row.reduce(0, +) / n
      let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
      deviations.values[i] = (variance + epsilon).squareRoot()
      for j in 0..<x.columns {
        let index = i * x.columns + j
        unit.values[index] = (row[j] - mean) / deviations.values[i]
        y.values[index] = unit.values[index] * weight.values[j] + bias.values[j]
      }
    }
    steps.append {
      for i in 0..<x.rows {
        var (mean, overlap) = (0.0, 0.0)
        for j in 0..<x.columns {
          let index = i * x.columns + j
          let slope = y.gradient[index] * weight.values[j]
          mean += slope / n
          overlap += slope * unit.values[index] / n
          weight.gradient[j] += y.gradient[index] * unit.values[index]
          bias.gradient[j] += y.gradient[index]
        }
        for j in 0..<x.columns {
          let index = i * x.columns + j
          let slope = y.gradient[index] * weight.values[j]
          x.gradient[index] +=
            (slope - mean - unit.values[index] * overlap) / deviations.values[i]
        }
      }
    }
    return y
  }

  /// x Φ(x), element by element.
  func gelu(_ x: Matrix) -> Matrix {
    let y = Matrix(rows: x.rows, columns: x.columns)
    for i in 0..<x.count {
      y.values[i] = x.values[i] * (1 + erf(x.values[i] / 2.0.squareRoot())) / 2
    }
    steps.append {
      for i in 0..<x.count {
        let value = x.values[i]
        let density = exp(-value * value / 2) / (2 * Double.pi).squareRoot()
        let slope = (1 + erf(value / 2.0.squareRoot())) / 2 + value * density
        x.gradient[i] += slope * y.gradient[i]
      }
    }
    return y
  }

  /// tanh, element by element.
  func tanh(_ x: Matrix) -> Matrix {
    let y = Matrix(rows: x.rows, columns: x.columns)
    for i in 0..<x.count { y.values[i] = Foundation.tanh(x.values[i]) }
    steps.append {
      for i in 0..<x.count {
        x.gradient[i] += (1 - y.values[i] * y.values[i]) * y.gradient[i]
      }
    }
    return y
  }

  /// Softmax of every row.
  func softmax(_ x: Matrix) -> Matrix {
    let y = Matrix(rows: x.rows, columns: x.columns)
    for i in 0..<x.rows {
      let (from, to) = (x.values + i * x.columns, y.values + i * x.columns)
      var total = 0.0
      for j in 0..<x.columns {
        to[j] = exp(from[j])
        total += to[j]
      }
      for j in 0..<x.columns { to[j] /= total }
    }
    steps.append {
      for i in 0..<x.rows {
        let start = i * x.columns
        var overlap = 0.0
        for j in 0..<x.columns { overlap += y.values[start + j] * y.gradient[start + j] }
        for j in 0..<x.columns {
          x.gradient[start + j] += y.values[start + j] * (y.gradient[start + j] - overlap)
        }
      }
    }
    return y
  }

  /// A matrix whose element (i, j) is element `source(i, j)` of X's storage; nil makes zeros.
  func gathered(
    _ x: Matrix, rows: Int, columns: Int, from source: (Int, Int) -> Int?
  ) -> Matrix {
    let y = Matrix(rows: rows, columns: columns)
    var places: [(to: Int, from: Int)] = []
    for i in 0..<rows {
      for j in 0..<columns {
        guard let from = source(i, j) else { continue }
        y.values[i * columns + j] = x.values[from]
        places.append((i * columns + j, from))
      }
    }
    steps.append { for (to, from) in places { x.gradient[from] += y.gradient[to] } }
    return y
  }

  /// The rows of some matrices, one below the other.
  func stacked(_ parts: [Matrix]) -> Matrix {
    let y = Matrix(rows: parts.reduce(0) { $0 + $1.rows }, columns: parts[0].columns)
    var offset = 0
    for part in parts {
      let start = offset
      (y.values + start).update(from: part.values, count: part.count)
      steps.append {
        for i in 0..<part.count { part.gradient[i] += y.gradient[start + i] }
      }
      offset += part.count
    }
    return y
  }
}

private func forEach(_ rows: Int, _ columns: Int, _ body: (Int, Int) -> Void) {
  var i = 0
  while i < rows {
    var j = 0
    while j < columns {
      body(i, j)
      j &+= 1
    }
    i &+= 1
  }
}
