import AsViTKernelInterface
import AsViTNumerics
import AsViTTestSupport
import Glibc
import Testing

/// Kernels over rows and elements, against their definitions in Double.
@Suite struct ElementwiseTests {
  @Test(arguments: [1, 15, 16, 40])
  func `GELU and its derivatives in Float`(count: Int) {
    checkGelu(count, as: Float.self, tolerance: 1e-6)
  }

  @Test(arguments: [1, 15, 16, 40])
  func `GELU and its derivatives in Double`(count: Int) {
    checkGelu(count, as: Double.self, tolerance: 1e-14)
  }

  private func checkGelu<Scalar: NetworkScalar>(
    _ count: Int, as _: Scalar.Type, tolerance: Double
  ) {
    let values: [Scalar] = randomValues(3 * count, seed: 1).map { $0 * 4 }
    let expected = (0..<count).map { index in
      let (x, dx, ddx) = (
        Double(values[index]), Double(values[count + index]), Double(values[2 * count + index])
      )
      let cumulative = 0.5 * (1 + erf(x / 2.0.squareRoot()))
      let density = exp(-x * x / 2) / (2 * Double.pi).squareRoot()
      let slope = cumulative + x * density
      return (x * cumulative, slope * dx, (2 - x * x) * density * dx * dx + slope * ddx, slope)
    }
    for orders in 1...3 {
      let input = buffer(Array(values[..<(orders * count)]))
      let output = ScalarBuffer<Scalar>(count: orders * count)
      Scalar.kernels.gelu(
        Gelu(
          count: count, orders: orders, input: input.base, output: output.base, stride: count))
      let all = expected.map(\.0) + expected.map(\.1) + expected.map(\.2)
      #expect(relativeError(output.values, from: Array(all[..<(orders * count)])) < tolerance)
    }
    let input = buffer(Array(values[..<count]))
    let gradient = buffer(Array(values[count..<2 * count]))
    Scalar.kernels.geluBackward(
      GeluBackward(count: count, input: input.base, gradient: gradient.base))
    let product = zip(expected, values[count...]).map { $0.3 * Double($1) }
    #expect(relativeError(gradient.values, from: product) < tolerance)
  }

  @Test func `GELU of large, infinite and undefined arguments`() {
    let input = buffer([-Float.infinity, -50, 50, .infinity, .nan])
    let output = ScalarBuffer<Float>(count: 5)
    Float.kernels.gelu(
      Gelu(count: 5, orders: 1, input: input.base, output: output.base, stride: 5))
    #expect(abs(output.base[1]) < 1e-4 && output.base[2] == 50 && output.base[3] == .infinity)
    #expect(output.base[4].isNaN)
  }

  @Test(arguments: [(3, 1), (2, 9), (5, 16), (4, 50), (37, 12)])
  func `LayerNorm in Double`(rows: Int, channels: Int) {
    let x: [Double] = randomValues(rows * channels, seed: 1)
    let weight: [Double] = randomValues(channels, seed: 2)
    let bias: [Double] = randomValues(channels, seed: 3)
    var expected: [Double] = []
    for row in 0..<rows {
      let values = x[row * channels..<(row + 1) * channels]
      let mean = values.reduce(0, +) / Double(channels)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(channels)
      expected += zip(values, zip(weight, bias)).map {
        ($0 - mean) / (variance + 1e-5).squareRoot() * $1.0 + $1.1
      }
    }
    let (input, scale, shift) = (buffer(x), buffer(weight), buffer(bias))
    let output = buffer([Double](repeating: 7, count: rows * channels + 1))
    Double.kernels.normalise(
      LayerNorm(
        rows: rows, channels: channels, orders: 1, input: input.base, inputStride: 0,
        weight: scale.base, bias: shift.base, epsilon: 1e-5, output: output.base,
        outputStride: 0))
    #expect(relativeError(Array(output.values.dropLast()), from: expected) < 1e-13)
    #expect(output.base[rows * channels] == 7, "written behind the end")
  }

  @Test func `row sums and combinations`() {
    let x: [Double] = randomValues(5 * 19, seed: 1)
    let input = buffer(x)
    let sums = buffer([Double](repeating: 1, count: 19))
    Double.kernels.sumRows(
      RowSum(
        rows: 5, columns: 19, input: input.base, scale: 0.5, output: sums.base,
        accumulates: true))
    let expected = (0..<19).map { (column: Int) -> Double in
      var sum = 0.0
      for row in 0..<5 { sum += x[row * 19 + column] }
      return 1 + 0.5 * sum
    }
    #expect(relativeError(sums.values, from: expected) < 1e-14)
    Double.kernels.combine(
      LinearCombination(
        count: 19, a: 2, x: sums.base, b: -3, y: input.base, output: sums.base))
    let combined: [Double] = zip(expected, x).map { 2 * $0 - 3 * $1 }
    #expect(relativeError(sums.values, from: combined) < 1e-14)
  }
}
