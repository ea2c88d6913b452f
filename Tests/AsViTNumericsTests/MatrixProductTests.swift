import AsViTKernelInterface
import AsViTNumerics
import AsViTTestSupport
import Testing

@Suite struct MatrixProductTests {
  /// Sizes around the tiles' heights, the panels' width and their remainders.
  private static let sizes = [
    (1, 1, 1), (3, 5, 7), (12, 32, 16), (13, 33, 9), (17, 16, 1), (49, 48, 31), (6, 70, 40),
    // Of several blocks: of panels, of depth, of rows and depth.
    (32, 300, 20), (29, 90, 100), (26, 70, 300), (205, 40, 520), (5, 33, 600),
  ]

  @Test(arguments: sizes)
  func `packed panels, plain rows and transposes in Float`(size: (Int, Int, Int)) {
    check(size, as: Float.self, tolerance: 1e-6)
  }

  @Test(arguments: sizes)
  func `packed panels, plain rows and transposes in Double`(size: (Int, Int, Int)) {
    check(size, as: Double.self, tolerance: 1e-14)
  }

  private func check<Scalar: NetworkScalar>(
    _ size: (Int, Int, Int), as _: Scalar.Type, tolerance: Double
  ) {
    let (rows, columns, depth) = size
    let a: [Scalar] = randomValues(rows * depth, seed: 1)
    let b: [Scalar] = randomValues(depth * columns, seed: 2)
    let bias: [Scalar] = randomValues(columns, seed: 3)
    let start: [Scalar] = randomValues(rows * columns, seed: 4)
    let aT = transposed(a, rows: rows, columns: depth)
    let bT = transposed(b, rows: depth, columns: columns)
    let left = buffer(a)
    let leftT = buffer(aT)
    let right = buffer(b)
    let rightT = buffer(bT)
    let columnsOfB = lines(of: bT, length: depth)
    let products = lines(of: a, length: depth).flatMap { row in columnsOfB.map { dot(row, $0) } }
    let panels = ScalarBuffer<Scalar>(
      count: PanelPacking<Scalar>.count(columns: columns, depth: depth))
    Scalar.kernels.packPanels(
      PanelPacking(columns: columns, depth: depth, source: rightT.base, panels: panels.base))
    for left in [
      MatrixProduct<Scalar>.LeftOperand.rows(left.base, stride: depth),
      .transposed(leftT.base, stride: rows),
    ] {
      for right in [
        MatrixProduct<Scalar>.RightOperand.panels(panels.base, depth: depth),
        .rows(right.base, stride: columns),
      ] {
        for accumulates in [false, true] {
          let output = buffer(start + [99])
          let added = buffer(bias)
          Scalar.kernels.multiply(
            MatrixProduct(
              rows: rows, columns: columns, depth: depth, left: left, right: right,
              bias: added.base, output: output.base, outputStride: columns,
              accumulates: accumulates))
          let expected = products.indices.map {
            products[$0] + Double(bias[$0 % columns]) + (accumulates ? Double(start[$0]) : 0)
          }
          #expect(
            relativeError(Array(output.values.dropLast()), from: expected) < tolerance)
          #expect(output.base[rows * columns] == 99, "written behind the end")
        }
      }
    }
  }

  @Test func `rows do not depend on their neighbours`() {
    let (rows, columns, depth) = (29, 37, 53)
    let a: [Float] = randomValues(rows * depth, seed: 5)
    let left = buffer(a)
    let right = buffer(randomValues(depth * columns, seed: 6) as [Float])
    func product(_ range: Range<Int>) -> [Float] {
      let output = ScalarBuffer<Float>(count: range.count * columns)
      Float.kernels.multiply(
        MatrixProduct(
          rows: range.count, columns: columns, depth: depth,
          left: .rows(left.base + range.lowerBound * depth, stride: depth),
          right: .rows(right.base, stride: columns), output: output.base, outputStride: columns))
      return output.values
    }
    #expect(product(0..<29) == product(0..<1) + product(1..<6) + product(6..<29))
  }
}

func randomValues<Scalar: NetworkScalar>(_ count: Int, seed: UInt64) -> [Scalar] {
  var generator = SplitMix64(seed: Seed(seed))
  return (0..<count).map { _ in Scalar(Float.random(in: -1...1, using: &generator)) }
}

func buffer<Scalar: NetworkScalar>(_ values: [Scalar]) -> ScalarBuffer<Scalar> {
  let buffer = ScalarBuffer<Scalar>(count: values.count)
  buffer.base.update(from: values, count: values.count)
  return buffer
}

private func transposed<Scalar>(_ values: [Scalar], rows: Int, columns: Int) -> [Scalar] {
  (0..<columns).flatMap { column in (0..<rows).map { values[$0 * columns + column] } }
}

private func lines<Scalar>(of values: [Scalar], length: Int) -> [[Scalar]] {
  stride(from: 0, to: values.count, by: length).map { Array(values[$0..<$0 + length]) }
}

extension ScalarBuffer {
  var values: [Scalar] { Array(UnsafeBufferPointer(start: base, count: count)) }
}
