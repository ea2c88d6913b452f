import AsViTArchitecture
import Foundation

/// ZiCo, MeCo, DSS and SynFlow in Double by plain loops, from named parameters alone.
struct SlowProxies {
  let architecture: Architecture
  /// Values in the order of the `state_dict`.
  let values: [String: [Double]]
  let make: ([String: Matrix]) -> any PlainLoops

  /// - Parameter transform: what becomes of every parameter.
  private func network(_ transform: (Double) -> Double = { $0 }) -> any PlainLoops {
    var parameters: [String: Matrix] = [:]
    for parameter in architecture.parameters {
      let rows = parameter.shape.count > 1 ? parameter.shape[0] : 1
      parameters[parameter.name] = Matrix(
        rows: rows, columns: parameter.count / rows, values[parameter.name]!.map(transform))
    }
    return make(parameters)
  }

  /// The convolutions and linear maps of a network.
  private func matrices(of network: any PlainLoops) -> [(name: String, matrix: Matrix)] {
    architecture.parameters.filter { $0.role == .linearWeight || $0.role == .convolutionWeight }
      .map { ($0.name, network.parameters[$0.name]!) }
  }

  private func image(_ pixels: [Double]) -> Matrix {
    Matrix(rows: 3, columns: pixels.count / 3, pixels)
  }

  /// - Parameter images: each `[3, side, side]`.
  func zico(images: [[Double]], labels: [Int]) -> Double {
    let half = images.count / 2
    let sizes = [0..<half, half..<images.count].map { batch in
      let network = network()
      for index in batch {
        let run = Computation()
        let logits = network.logits(of: image(images[index]), in: run)
        let total = (0..<logits.columns).reduce(0) { $0 + exp(logits.values[$1]) }
        for column in 0..<logits.columns {
          let probability = exp(logits.values[column]) / total
          logits.gradient[column] =
            (probability - (column == labels[index] ? 1 : 0)) / Double(batch.count)
        }
        run.backward()
      }
      return matrices(of: network).map { matrix in
        (0..<matrix.matrix.count).map { abs(matrix.matrix.gradient[$0]) }
      }
    }
    return zip(sizes[0], sizes[1]).reduce(0) { sum, pair in
      let terms = zip(pair.0, pair.1).map { first, second in
        let mean = (first + second) / 2
        let variance = (pow(first - mean, 2) + pow(second - mean, 2)) / 2
        return variance > 0 ? mean / variance.squareRoot() : 0
      }
      return sum + log(terms.reduce(0, +))
    }
  }

  /// - Parameter channels: those of each residual layer.
  func meco(image pixels: [Double], channels: [[Int]]) -> Double {
    let run = Computation()
    _ = network().logits(of: image(pixels), in: run)
    precondition(run.residuals.count == channels.count)
    return zip(run.residuals, channels).reduce(0) { sum, layer in
      let (tokens, chosen) = layer
      func covariance(_ a: Int, _ b: Int) -> Double {
        func value(_ token: Int, _ channel: Int) -> Double {
          tokens.values[token * tokens.columns + channel]
        }
        let means = [a, b].map { channel in
          (0..<tokens.rows).reduce(0) { $0 + value($1, channel) } / Double(tokens.rows)
        }
        return (0..<tokens.rows).reduce(0) {
          $0 + (value($1, a) - means[0]) * (value($1, b) - means[1])
        }
      }
      let rows = chosen.map { a in
        chosen.map { b in
          let scale = (covariance(a, a) * covariance(b, b)).squareRoot()
          return scale == 0 ? 0 : covariance(a, b) / scale
        }
      }
      // Correlations have no negative eigenvalues: they are the singular values.
      return sum + Double(tokens.columns) / Double(chosen.count) * singularValues(of: rows).min()!
    }
  }

  func flows() -> (dss: Double, synflow: Double) {
    let network = network(abs)
    let run = Computation()
    let side = architecture.imageSide
    let logits = network.logits(
      of: image([Double](repeating: 1, count: 3 * side * side)), in: run)
    for column in 0..<logits.columns { logits.gradient[column] = 1 }
    run.backward()
    var (dss, synflow) = (0.0, 0.0)
    for (name, matrix) in matrices(of: network) {
      let saliency = (0..<matrix.count).reduce(0) {
        $0 + abs(matrix.values[$1] * matrix.gradient[$1])
      }
      synflow += saliency
      guard name.contains(".attn.") else {
        dss += saliency
        continue
      }
      dss += [matrix.values, matrix.gradient].reduce(1) { product, values in
        let rows = (0..<matrix.rows).map { row in
          (0..<matrix.columns).map { values[row * matrix.columns + $0] }
        }
        return product * singularValues(of: rows).reduce(0, +)
      }
    }
    return (dss, synflow)
  }

  /// Hestenes' rotations of pairs of columns until all are orthogonal.
  private func singularValues(of rows: [[Double]]) -> [Double] {
    var columns = rows[0].indices.map { column in rows.map { $0[column] } }
    func dot(_ a: Int, _ b: Int) -> Double {
      rows.indices.reduce(0) { $0 + columns[a][$1] * columns[b][$1] }
    }
    for _ in 0..<60 {
      var isOrthogonal = true
      for p in columns.indices {
        for q in columns.indices where q > p {
          let (squareP, squareQ, product) = (dot(p, p), dot(q, q), dot(p, q))
          guard abs(product) > 1e-15 * (squareP * squareQ).squareRoot() else { continue }
          isOrthogonal = false
          let zeta = (squareQ - squareP) / (2 * product)
          let tangent = (zeta < 0 ? -1 : 1) / (abs(zeta) + (1 + zeta * zeta).squareRoot())
          let cosine = 1 / (1 + tangent * tangent).squareRoot()
          for row in rows.indices {
            let (x, y) = (columns[p][row], columns[q][row])
            columns[p][row] = cosine * (x - tangent * y)
            columns[q][row] = cosine * (tangent * x + y)
          }
        }
      }
      if isOrthogonal { break }
    }
    return columns.indices.map { dot($0, $0).squareRoot() }
  }
}
