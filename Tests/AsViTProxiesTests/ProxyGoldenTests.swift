import AsViTArchitecture
import AsViTNetwork
import AsViTNumerics
import AsViTProxies
import AsViTTestSupport
import Testing

@Suite struct ProxyGoldenTests {
  private static func cases() throws -> [AsViTCase] {
    try AsViTCase.all().filter { $0.expected["length"] != nil }
  }

  @Test(arguments: try cases())
  func `the curve and its lengths in Float`(golden: AsViTCase) throws {
    try checkCurve(golden, as: Float.self) { golden.tolerance(for: $0) }
  }

  @Test(arguments: try cases())
  func `the curve and its lengths in Double`(golden: AsViTCase) throws {
    try checkCurve(golden, as: Double.self) { _ in 1e-9 }
  }

  private func checkCurve<Scalar: NetworkScalar>(
    _ golden: AsViTCase, as _: Scalar.Type, tolerance: (String) -> Double
  ) throws {
    let network = try network(of: golden, as: Scalar.self)
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

  @Test(arguments: try cases())
  func `the neural tangent kernel in Float`(golden: AsViTCase) throws {
    try checkKernel(golden, as: Float.self) { golden.tolerance(for: $0) }
  }

  @Test(arguments: try cases())
  func `the neural tangent kernel in Double`(golden: AsViTCase) throws {
    try checkKernel(golden, as: Double.self) { _ in 1e-9 }
  }

  private func checkKernel<Scalar: NetworkScalar>(
    _ golden: AsViTCase, as _: Scalar.Type, tolerance: (String) -> Double
  ) throws {
    let network = try network(of: golden, as: Scalar.self)
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

/// The network of a golden case, with its weights.
private func network<Scalar: NetworkScalar>(
  of golden: AsViTCase, as _: Scalar.Type
) throws -> Network<Scalar> {
  let family = AsViTFamily(
    imageSide: golden.imageSide, stemStride: golden.stemStride, classCount: golden.classCount)
  let store = ParameterStore<Scalar>(try family.architecture(for: Genotype(golden.genotype)))
  for parameter in store.architecture.parameters {
    let values = try golden.tensors.values(of: parameter.name, as: Float.self)
    store.setValues(values.map { Scalar($0) }, of: parameter.name)
  }
  return Network(store)
}
