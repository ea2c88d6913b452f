import AsViTKernelInterface
import AsViTNumerics
import AsViTTestSupport
import Testing

@Suite struct GramTests {
  @Test(arguments: [1, 4, 6, 16], [8, 100])
  func `Gram matrices of Float rows are exact to Double`(rows: Int, columns: Int) {
    let x: [Float] = randomValues(rows * columns, seed: 1)
    let input = buffer(x)
    let gram = buffer([Double](repeating: 1, count: rows * rows))
    Float.kernels.updateGram(
      GramUpdate(
        rows: rows, columns: columns, input: input.base, inputStride: columns, gram: gram.base))
    for row in 0..<rows {
      for column in 0...row {
        let expected = (0..<columns).reduce(1.0) {
          $0 + Double(x[row * columns + $1]) * Double(x[column * columns + $1])
        }
        #expect(abs(gram.base[row * rows + column] - expected) < 1e-12)
      }
    }
  }

  /// Rows around the height of a block, and columns around the width of a vector.
  static let factored = [(1, 8, 8), (4, 24, 3), (5, 7, 40), (9, 100, 16)]

  @Test(arguments: factored)
  func `Gram matrices of sums of outer products`(size: (Int, Int, Int)) {
    let problem = FactoredProblem<Float>(size)
    let gram = problem.gram(Float.kernels)
    let expected = problem.pairs.map { i, j in
      zip(problem.matrix(i), problem.matrix(j)).reduce(1) { $0 + $1.0 * $1.1 }
    }
    let products = problem.pairs.map { i, j in gram[i * problem.count + j] }
    #expect(relativeError(products, from: expected) < 1e-14)
    #expect(gram[1] == 1, "written above the diagonal")
  }

  #if arch(x86_64)
    @Test(.enabled(if: Processor.hasAVX512), arguments: factored)
    func `both instruction sets give the same bits of them`(size: (Int, Int, Int)) {
      let single = FactoredProblem<Float>(size)
      #expect(
        single.gram(AsViTKernels.floatKernels()) == single.gram(AsViTKernelsAVX512.floatKernels()))
      let double = FactoredProblem<Double>(size)
      #expect(
        double.gram(AsViTKernels.doubleKernels())
          == double.gram(AsViTKernelsAVX512.doubleKernels()))
    }
  #endif
}

#if arch(x86_64)
  import AsViTKernels
  import AsViTKernelsAVX512
#endif

/// Three matrices Δᵀ X.
private struct FactoredProblem<Scalar: NetworkScalar> {
  let (rows, m, n): (Int, Int, Int)
  let count = 3
  private let values: [Scalar]

  init(_ size: (Int, Int, Int)) {
    (rows, m, n) = size
    values = randomValues(count * rows * (m + n), seed: 1)
  }

  var pairs: [(Int, Int)] { (0..<count).flatMap { i in (0..<i + 1).map { (i, $0) } } }

  private func row(_ row: Int, of matrix: Int) -> (delta: [Double], x: [Double]) {
    let start = matrix * rows * (m + n)
    let x = start + rows * m + row * n
    return (
      values[start + row * m..<start + (row + 1) * m].map { Double($0) },
      values[x..<x + n].map { Double($0) }
    )
  }

  /// One of the matrices, row-major.
  func matrix(_ index: Int) -> [Double] {
    (0..<rows).reduce(into: [Double](repeating: 0, count: m * n)) { matrix, row in
      let (delta, x) = self.row(row, of: index)
      for a in 0..<m { for b in 0..<n { matrix[a * n + b] += delta[a] * x[b] } }
    }
  }

  /// Added to ones.
  func gram(_ kernels: KernelTable<Scalar>) -> [Double] {
    let factors = buffer(values)
    let gram = buffer([Double](repeating: 1, count: count * count))
    for index in 0..<count {
      kernels.updateFactoredGram(
        FactoredGramUpdate(
          rows: rows, columns: (m, n), factors: factors.base, stride: rows * (m + n),
          index: index, gram: gram.base + index * count))
    }
    return gram.values
  }
}
