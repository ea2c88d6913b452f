import AsViTArchitecture
import AsViTNetwork
import AsViTNumerics
import AsViTProxies
import AsViTTestSupport
import Testing

@Suite struct ProxyGoldenTests {
  @Test(arguments: try NetworkCases.scored())
  func `the curve and its lengths in Float`(golden: any NetworkCase) throws {
    try checkCurve(golden, as: Float.self) { golden.tolerance(for: $0) }
  }

  @Test(arguments: try NetworkCases.scored())
  func `the curve and its lengths in Double`(golden: any NetworkCase) throws {
    try checkCurve(golden, as: Double.self) { _ in 1e-9 }
  }

  private func checkCurve<Scalar: NetworkScalar>(
    _ golden: any NetworkCase, as _: Scalar.Type, tolerance: (String) -> Double
  ) throws {
    let network = try golden.network(as: Scalar.self)
    let axes = try golden.circle()
    let circle = Circle(axes.u0.map { Scalar($0) }, axes.u1.map { Scalar($0) })
    let angles = try golden.tensors.values(of: "input.theta", as: Double.self)
    let points = ManifoldPropagation<Scalar>().mapPoints(
      of: [(network, circle)], angles: angles, orders: 3, workers: Workers(count: 2),
      arenas: [Arena(), Arena()]
    ) { $0 }[0]
    for (name, values) in [
      ("curve_features", points.flatMap(\.position)), ("velocity", points.flatMap(\.velocity)),
      ("acceleration", points.flatMap(\.acceleration)),
    ] {
      let expected = try golden.tensors.values(of: "expected.\(name)", as: Double.self)
      #expect(relativeError(values, from: expected) < tolerance(name), "\(name)")
    }
    for (name, value) in [
      ("length", points.reduce(0) { $0 + $1.speed }),
      ("curvature", points.reduce(0) { $0 + $1.curvature }),
      ("gauss_exact", points.reduce(0) { $0 + $1.turningSpeed }),
    ] {
      let expected = try #require(golden.expected[name])
      #expect(relativeError(value, from: expected) < tolerance(name), "\(name)")
    }
  }

  @Test(arguments: try NetworkCases.scored())
  func `the neural tangent kernel in Float`(golden: any NetworkCase) throws {
    try checkKernel(golden, as: Float.self) { golden.tolerance(for: $0) }
  }

  @Test(arguments: try NetworkCases.scored())
  func `the neural tangent kernel in Double`(golden: any NetworkCase) throws {
    try checkKernel(golden, as: Double.self) { _ in 1e-9 }
  }

  private func checkKernel<Scalar: NetworkScalar>(
    _ golden: any NetworkCase, as _: Scalar.Type, tolerance: (String) -> Double
  ) throws {
    let network = try golden.network(as: Scalar.self)
    let values = try golden.images()
    let shape = network.architecture.trunk[0].input
    let buffer = ScalarBuffer<Scalar>(count: values.count)
    for (index, value) in values.enumerated() { buffer.base[index] = Scalar(value) }
    let images = Activation(
      base: buffer.base, orders: 1, imageCount: values.count / (3 * shape.tokenCount),
      shape: shape)
    let kernel = NeuralTangentKernel<Scalar>(workers: Workers(count: 2))
    let matrix = kernel.matrix(of: network, images: images)
    let expected = try golden.tensors.values(of: "expected.ntk", as: Double.self)
    #expect(relativeError(matrix, from: expected) < tolerance("ntk"))
    let eigenvalues = try #require(
      symmetricEigenvalues(matrix, order: images.imageCount))
    #expect(relativeError(eigenvalues, from: try #require(golden.eigenvalues)) < tolerance("ntk"))
    let conditionNumber = conditionNumber(of: matrix, order: images.imageCount)
    let expectedNumber = try #require(golden.expected["kappa"])
    #expect(
      relativeError(try #require(conditionNumber.value), from: expectedNumber)
        < tolerance("kappa"))
  }
}
