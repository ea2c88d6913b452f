import AsViTArchitecture
import AsViTData
import AsViTNumerics
import AsViTProxies
import Testing

/// Networks without attention: an embedding and MLPs of one width. Genotypes are `width,depth`.
struct TokenMLP: Family {
  struct G: Genes {
    var width = 1
    var depth = 1

    init(_ text: String) throws(ArchitectureError) {
      let values = text.split(separator: ",").map { Int($0) ?? 0 }
      guard values.count == 2, values.allSatisfy((1...64).contains) else {
        throw .notation(text: text, needed: "'width,depth'")
      }
      (width, depth) = (values[0], values[1])
    }

    var description: String { "\(width),\(depth)" }
  }

  static let word = "token-mlp"
  var imageSide = 32
  var classCount = 10
  let tokenStride = 8

  func layers(of genes: G) throws(ArchitectureError) -> LayerPlan {
    var trunk = [
      Layer.embed(
        "patch_embed", from: TensorShape(gridSide: imageSide, channelCount: 3),
        gridSide: imageSide / tokenStride, kernelSize: tokenStride,
        tokenization: Tokenization(stride: tokenStride), channelCount: genes.width)
    ]
    let tokens = trunk[0].output
    for block in 0..<genes.depth {
      trunk.append(.mlp("blocks.\(block)", from: tokens, hiddenChannels: 4 * genes.width))
    }
    let pool = Layer.pool("pool", from: tokens)
    return LayerPlan(
      trunk: trunk, readout: [.pool("features", from: tokens)],
      classifier: [pool, .linear("head", from: pool.output, outputCount: classCount)])
  }

  static var spaceKeys: (required: [String], optional: [String]) { (["width", "depth"], []) }

  static func offer(
    _ space: SpaceMapping, image: SpaceMapping, classCount: Int
  ) throws(ArchitectureError) -> Offer<TokenMLP> {
    func choice(_ key: String) throws(ArchitectureError) -> Choice {
      let options = try space[key].options { node throws(ArchitectureError) in
        try node.integer(in: 1...64)
      }
      return Choice(key, options: options, effect: .grows)
    }
    return Offer(
      family: TokenMLP(
        imageSide: try image["side"].integer(in: 8...1024), classCount: classCount),
      base: try G("1,1"),
      choices: [(try choice("width"), \.width), (try choice("depth"), \.depth)])
  }

  var metadata: [String: String] { [:] }

  static func reading(
    _ metadata: ModelMetadata, imageSide: Int, classCount: Int
  ) throws(ArchitectureError) -> TokenMLP {
    TokenMLP(imageSide: imageSide, classCount: classCount)
  }
}

/// A family is one file: this one is searched and scored like those that are shipped.
@Suite struct ToyFamilyTests {
  private func space() throws -> SearchSpace {
    try SearchSpace(
      yaml: """
        family: token-mlp
        image: {side: 16, mean: [0.5, 0.5, 0.5], deviation: [0.2, 0.2, 0.2]}
        classes: 10
        width: [4, 6]
        depth: [1, 2, 3]
        """, file: "toy.yaml", families: families + [TokenMLP.self])
  }

  @Test func `spaces offer its choices`() throws {
    let space = try space()
    #expect(space.topologyCount == 6 && space.genotype(for: [1, 2]) == "6,3")
    #expect(space.fewestParameters.genotype == "4,1")
    #expect(throws: ArchitectureError.self) { try space.selection(of: "5,1") }
  }

  @Test func `its networks have all metrics`() throws {
    let space = try space()
    var generator = SplitMix64(seed: Seed(1))
    let images = (0..<4).map { _ in
      Image(
        width: 16, height: 16,
        values: (0..<768).map { _ in .random(in: -1...1, using: &generator) })
    }
    let scorer = ProxyScorer(
      images: images,
      settings: ProxySettings(metrics: Set(proxies.map { $0.metric }), repeatCount: 2),
      threadCount: 2)
    let scores = scorer.scores(of: try space.architecture(for: "6,2"), seed: Seed(0))
    for measurement in [
      scores[LengthDistortion.metric], scores[ConditionNumber.metric],
      scores[ExtrinsicCurvature.metric],
      scores[GaussMapLength.metric], scores[ZiCo.metric], scores[DSSIndicator.metric],
      scores[SynapticFlow.metric],
    ] {
      #expect(try #require(measurement?.mean.value) > 0)
    }
    // The grid of four tokens has no eight channels that are independent.
    #expect(try #require(scores.value(of: MeCo.metric)) < 1e-12)
  }
}
