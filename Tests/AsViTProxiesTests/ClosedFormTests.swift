import AsViTArchitecture
import AsViTProxies
import AsViTTestSupport
import Foundation
import Testing

struct ClosedFormTests {
  /// Expected values are quadratures with 30 digits, by `Scripts/reference/spectral_capacity.py`.
  @Test(arguments: [
    (192, 576, 164.607292693639845), (64, 64, 37.1492888876225116),
    (768, 192, 174.46276553120242), (320, 2560, 318.759054472593803),
  ])
  func `spectral capacity has its known values`(rows: Int, columns: Int, expected: Double) {
    #expect(relativeError(spectralCapacity(rows: rows, columns: columns), from: expected) < 1e-13)
  }

  /// ∫ ln(1 + gλ) dμ(λ) with the Marchenko-Pastur density √((λ − a)(b − λ)) / (2πβλ), a and b at
  /// (1 ∓ √β)². With λ = (a + b)/2 + (b − a)/2 cos θ the integrand is smooth and periodic in θ, and the
  /// midpoint rule converges geometrically.
  @Test(arguments: [(1, 1), (3, 1), (7, 2), (192, 512), (1, 8), (40, 39), (3072, 768)])
  func `spectral capacity is the integral over the Marchenko-Pastur law`(rows: Int, columns: Int) {
    let (long, short) = (Double(max(rows, columns)), Double(min(rows, columns)))
    let (beta, gain) = (short / long, 2 * long / (long + short))
    let (centre, radius) = (1 + beta, 2 * beta.squareRoot())
    let pointCount = 4000
    let sum = (0..<pointCount).reduce(0.0) { sum, index in
      let angle = Double.pi * (Double(index) + 0.5) / Double(pointCount)
      let value = centre + radius * cos(angle)
      let height = radius * sin(angle)
      return sum + log1p(gain * value) * height * height / (2 * Double.pi * beta * value)
    }
    let integral = short * sum * Double.pi / Double(pointCount)
    let expected = spectralCapacity(rows: rows, columns: columns)
    #expect(relativeError(integral, from: expected) < 1e-12)
  }

  @Test func `spectral capacity is symmetric and homogeneous`() {
    for (rows, columns) in [(1, 1), (3, 2), (5, 40), (7, 1)] {
      let one = spectralCapacity(rows: rows, columns: columns)
      #expect(one == spectralCapacity(rows: columns, columns: rows))
      for factor in [2, 3, 64, 1000] {
        let more = spectralCapacity(rows: factor * rows, columns: factor * columns)
        #expect(relativeError(more, from: Double(factor) * one) < 1e-13)
      }
    }
  }

  /// A block of width d and MLP ratio E has d · c(E).
  private static let perChannel = [2: 2.9748, 3: 3.1524, 4: 3.2551, 5: 3.3219, 6: 3.3687]

  @Test func `the capacity of an As-ViT is its blocks' widths times a factor of their ratio`()
    throws
  {
    let architecture = try AsViTFamily(imageSide: 64, stemStride: 4, classCount: 10)
      .architecture(for: "8,2,3,1|4,1,2,2|4,1,4,3|4,1,6,1|32,16")
    let stages = architecture.stages
    #expect(stages.map(\.depth) == [1, 2, 3, 1])
    let expected = zip(stages, [3, 2, 4, 6]).reduce(0) { sum, stage in
      sum + Double(stage.0.depth * stage.0.channelCount) * Self.perChannel[stage.1]!
    }
    #expect(relativeError(SpectralCapacity.value(of: architecture), from: expected) < 2e-5)
    #expect(
      DepthTimesWidth.value(of: architecture)
        == Double(stages.reduce(0) { $0 + $1.depth * $1.channelCount }))
    #expect(Depth.value(of: architecture) == 7)
    #expect(
      relativeError(
        CapacityTimesCost.value(of: architecture),
        from: SpectralCapacity.value(of: architecture) * pow(Double(architecture.macCount), 0.25))
        < 1e-14)
  }

  /// c(E) = ψ(3, 1) + ψ(1, 1) + 2ψ(E, 1), here with E = 6; grids of 27², 14² and 7² tokens and a class
  /// token each.
  @Test func `a PiT has the closed forms of its three widths`() throws {
    let architecture = try PiT(classCount: 100).architecture(for: "16|2,8,4|2,4,4|6")
    #expect(architecture.parameterCount == 893_828)
    #expect(architecture.blockWidths == [32, 32] + Array(repeating: 64, count: 12))
    #expect(DepthTimesWidth.value(of: architecture) == 832)
    let block =
      spectralCapacity(rows: 3, columns: 1) + spectralCapacity(rows: 1, columns: 1)
      + 2 * spectralCapacity(rows: 6, columns: 1)
    #expect(relativeError(SpectralCapacity.value(of: architecture), from: 832 * block) < 1e-14)
    #expect(abs(block - 3.3687) < 5e-5)
    func entropy(_ tokens: Int, _ width: Int, _ depth: Int) -> Double {
      Double(depth * tokens)
        * [3 * width, width, 6 * width, width].reduce(0) { $0 + log(Double($1)) }
    }
    let expected = entropy(730, 32, 2) + entropy(197, 64, 8) + entropy(50, 64, 4)
    #expect(relativeError(LogWidth.value(of: architecture), from: expected) < 1e-14)
  }

  /// Blocks of other sizes in another order, and widths by other heads: ties of ranks are exact.
  @Test func `equal capacities have equal bits`() throws {
    let family = PiT(classCount: 100)
    for (first, second) in [
      ("16|1,4,4|2,4,4|6", "8|1,4,4|4,8,8|6"), ("16|2,4,2|2,4,4|6", "16|4,4,1|2,4,4|6"),
      ("24|1,8,2|2,2,2|4", "24|3,4,4|2,2,2|4"),
    ] {
      let (a, b) = (
        try family.architecture(for: Genotype(first)),
        try family.architecture(for: Genotype(second))
      )
      #expect(SpectralCapacity.value(of: a) == SpectralCapacity.value(of: b))
      #expect(a.genotype != b.genotype)
    }
  }

  @Test func `an inner width of its own counts`() throws {
    let family = PlainViT(imageSide: 32, patchSide: 8, headDimension: 16)
    let architecture = try family.architecture(for: "96x1|4,3.5")
    let expected =
      spectralCapacity(rows: 192, columns: 96) + spectralCapacity(rows: 64, columns: 96)
      + 2 * spectralCapacity(rows: 336, columns: 96)
    #expect(relativeError(SpectralCapacity.value(of: architecture), from: expected) < 1e-14)
    let tokens = 17.0
    #expect(
      relativeError(
        LogWidth.value(of: architecture), from: tokens * (log(192) + log(96) + log(336) + log(96)))
        < 1e-14)
  }

  @Test func `terms of layers add up to the closed forms that have them`() throws {
    let architectures = [
      try AsViTFamily(imageSide: 64, classCount: 10)
        .architecture(for: "8,2,3,1|4,1,2,2|4,1,4,3|4,1,6,1|32,20"),
      try PiT(classCount: 100).architecture(for: "24|1,8,2|2,2,4|4"),
      try PlainViT(imageSide: 32, patchSide: 8, headDimension: 16)
        .architecture(for: "96x3|4,3.5|2,3|4,1"),
    ]
    let separable = proxies.compactMap { $0 as? any SeparableProxy.Type }
    #expect(
      separable.map { $0.word } == [
        "params", "macs", "depth-width", "depth", "capacity", "log-width",
      ])
    for proxy in separable {
      for architecture in architectures {
        let sum = architecture.layers.reduce(0) { $0 + proxy.term(of: $1) }
        let value = proxy.value(of: architecture)
        #expect(relativeError(sum, from: value) < 1e-13, "\(proxy.word)")
      }
    }
  }
}
