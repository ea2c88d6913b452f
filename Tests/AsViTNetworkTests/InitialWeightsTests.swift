import AsViTArchitecture
import AsViTNetwork
import AsViTNumerics
import Testing

/// The moments of fresh weights, role by role, over many parameters and seeds.
@Suite struct InitialWeightsTests {
  private static let fanIn = 3 * 5 * 5

  private func values(of roles: Set<Parameter.Role>) throws -> [Double] {
    let architecture = try AsViTFamily(imageSide: 32, classCount: 10)
      .architecture(for: Genotype("5,2,2|3,1,2|2,1,2|2,1,2|8,16"))
    return (0..<8).flatMap { seed in
      let store = ParameterStore<Float>(
        architecture, seed: Seed(UInt64(seed)), workers: Workers(count: 2))
      return zip(architecture.parameters, store.tensors).flatMap { parameter, values in
        roles.contains(parameter.role) ? values.map(Double.init) : []
      }
    }
  }

  /// Means of the first four powers of values divided by `scale`.
  private func moments(_ values: [Double], scale: Double) -> [Double] {
    var sums = SIMD4<Double>.zero
    for value in values {
      let x = value / scale
      sums += SIMD4(x, x * x, x * x * x, x * x * x * x)
    }
    return (0..<4).map { sums[$0] / Double(values.count) }
  }

  /// Each moment lies within four standard errors of its own sampling.
  private func expect(
    _ moments: [Double], _ expected: [Double], variances: [Double], count: Int
  ) {
    for (power, (moment, value)) in zip(moments, expected).enumerated() {
      #expect(
        abs(moment - value) < 4 * (variances[power] / Double(count)).squareRoot(),
        "moment \(power + 1) of \(count) values: \(moment), expected \(value)")
    }
  }

  @Test func `linear weights are normal with deviation 0.02`() throws {
    let values = try values(of: [.linearWeight])
    try #require(values.count > 100_000)
    // Var xᵏ = E x²ᵏ − (E xᵏ)².
    expect(
      moments(values, scale: 0.02), [0, 1, 0, 3], variances: [1, 2, 15, 96],
      count: values.count)
    #expect(values.contains { abs($0) > 0.08 })
  }

  @Test func `the convolution is uniform up to one over the root of its fan-in`() throws {
    let values = try values(of: [.convolutionWeight, .convolutionBias])
    try #require(values.count > 9_000)
    let bound = 1 / Double(Self.fanIn).squareRoot()
    expect(
      moments(values, scale: bound), [0, 1 / 3, 0, 1 / 5],
      variances: [1 / 3, 4 / 45, 1 / 7, 16 / 225], count: values.count)
    let greatest = try #require(values.map(abs).max())
    #expect(greatest <= bound * (1 + 1e-6) && greatest > 0.999 * bound)
  }

  @Test func `norms start at the identity and linear biases at zero`() throws {
    #expect(try values(of: [.normWeight]).allSatisfy { $0 == 1 })
    #expect(try values(of: [.normBias, .linearBias]).allSatisfy { $0 == 0 })
  }
}
