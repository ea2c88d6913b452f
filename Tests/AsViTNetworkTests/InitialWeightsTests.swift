import AsViTArchitecture
import AsViTNetwork
import AsViTNumerics
import Testing

/// The moments of fresh weights, role by role, over many parameters and seeds.
@Suite struct InitialWeightsTests {
  private static let fanIn = 3 * 5 * 5

  private func values(where isWanted: (Parameter) -> Bool) throws -> [Double] {
    let architecture = try AsViTFamily(imageSide: 32, classCount: 10)
      .architecture(for: Genotype("5,2,2|3,1,2|2,1,2|2,1,2|8,16"))
    return (0..<8).flatMap { seed in
      let store = ParameterStore<Float>(
        architecture, seed: Seed(UInt64(seed)), workers: Workers(count: 2))
      return zip(architecture.parameters, store.tensors).flatMap { parameter, values in
        isWanted(parameter) ? values.map(Double.init) : []
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
    let values = try values { $0.role == .linearWeight }
    try #require(values.count > 100_000)
    // Var xᵏ = E x²ᵏ − (E xᵏ)².
    expect(
      moments(values, scale: 0.02), [0, 1, 0, 3], variances: [1, 2, 15, 96],
      count: values.count)
    #expect(values.contains { abs($0) > 0.08 })
  }

  @Test func `the convolution is uniform up to one over the root of its fan-in`() throws {
    let values = try values { $0.name.hasPrefix("patch_embed.proj") }
    try #require(values.count > 9_000)
    let bound = 1 / Double(Self.fanIn).squareRoot()
    expect(
      moments(values, scale: bound), [0, 1 / 3, 0, 1 / 5],
      variances: [1 / 3, 4 / 45, 1 / 7, 16 / 225], count: values.count)
    let greatest = try #require(values.map(abs).max())
    #expect(greatest <= bound * (1 + 1e-6) && greatest > 0.999 * bound)
  }

  @Test func `norms start at the identity and linear biases at zero`() throws {
    #expect(try values { $0.role == .normWeight }.allSatisfy { $0 == 1 })
    let biases = try values { $0.role == .bias && !$0.name.hasPrefix("patch_embed.proj") }
    #expect(!biases.isEmpty && biases.allSatisfy { $0 == 0 })
  }

  /// timm's `VisionTransformer`: as the authors of As-ViT, with tokens of almost nothing.
  @Test func `plain transformers start as timm's`() throws {
    let architecture = try PlainViT(imageSide: 32, patchSide: 4)
      .architecture(for: "192x3|3,4")
    let store = ParameterStore<Float>(architecture, seed: Seed(1), workers: Workers(count: 2))
    for (name, deviation) in [
      ("cls_token", 1e-6), ("pos_embed", 0.02), ("blocks.1.attn.qkv.weight", 0.02),
      ("head.weight", 0.02),
    ] {
      let values = store.values(of: name).map(Double.init)
      expect(
        moments(values, scale: deviation), [0, 1, 0, 3], variances: [1, 2, 15, 96],
        count: values.count)
    }
    #expect(store.values(of: "blocks.2.mlp.fc1.bias").allSatisfy { $0 == 0 })
    let bound = 1 / Float(3 * 4 * 4).squareRoot()
    #expect(try #require(store.values(of: "patch_embed.proj.bias").map(abs).max()) < bound)
  }

  /// timm's `PoolingVisionTransformer`: linear maps and convolutions as PyTorch has them.
  @Test(arguments: [
    ("transformers.1.blocks.0.mlp.fc1.weight", 64), ("transformers.1.blocks.0.mlp.fc1.bias", 64),
    ("transformers.1.pool.conv.weight", 9), ("transformers.1.pool.fc.weight", 32),
    ("patch_embed.conv.weight", 192), ("head.weight", 128),
  ])
  func `PiTs start as timm's`(name: String, fanIn: Int) throws {
    let architecture = try PiT(imageSide: 32, patchSide: 8, stride: 4)
      .architecture(for: "16|1,1,1|2,4,8|4")
    let store = ParameterStore<Float>(architecture, seed: Seed(1), workers: Workers(count: 2))
    let values = store.values(of: name).map(Double.init)
    let bound = 1 / Double(fanIn).squareRoot()
    expect(
      moments(values, scale: bound), [0, 1 / 3, 0, 1 / 5],
      variances: [1 / 3, 4 / 45, 1 / 7, 16 / 225], count: values.count)
    #expect(values.allSatisfy { abs($0) <= bound * (1 + 1e-6) })
    for table in ["pos_embed", "cls_token"] {
      let values = store.values(of: table).map(Double.init)
      expect(
        moments(values, scale: 0.02), [0, 1, 0, 3], variances: [1, 2, 15, 96],
        count: values.count)
    }
  }
}
