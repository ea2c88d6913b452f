/// Plain vision transformers: one grid, one width, attention over all tokens, as timm's
/// `VisionTransformer`; DeiT and AutoFormer are such.
///
/// A convolution whose stride is its kernel embeds the image; a class token may go before the grid;
/// learned positions are added; then blocks, LayerNorm with ε 1e-6, the class token or the mean of the
/// grid, one linear map. Features are the pooled tokens before the norm.
///
/// Dosovitskiy et al., ICLR 2021 (arXiv:2010.11929); Touvron et al., ICML 2021 (arXiv:2012.12877);
/// Chen et al., ICCV 2021 (arXiv:2107.00651).
public struct PlainViT: Family {
  public static let word = "vit"
  static let epsilon = 1e-6

  public var imageSide: Int
  public var patchSide: Int
  public var classCount: Int
  public var hasClassToken: Bool
  public var pooling: Layer.Pooling
  /// Channels of a head, whatever the width, as AutoFormer's 64; nil for width / heads.
  public var headDimension: Int?

  public init(
    imageSide: Int = 224, patchSide: Int = 16, classCount: Int = 1000,
    hasClassToken: Bool = true, pooling: Layer.Pooling = .classToken, headDimension: Int? = nil
  ) {
    precondition(
      imageSide > 0 && patchSide > 0 && classCount > 0 && headDimension ?? 1 > 0,
      "image side \(imageSide), patch side \(patchSide), \(classCount) classes")
    precondition(hasClassToken || pooling == .mean, "no class token to pick")
    self.imageSide = imageSide
    self.patchSide = patchSide
    self.classCount = classCount
    self.hasClassToken = hasClassToken
    self.pooling = pooling
    self.headDimension = headDimension
  }

  /// - Throws: when no patch fits into the image, or a block's heads do not divide the width.
  public func layers(of genes: PlainViTGenes) throws(ArchitectureError) -> LayerPlan {
    let grid = imageSide / patchSide
    guard grid > 0 else {
      throw .gridVanishes(stage: 1, imageSide: imageSide, leastImageSide: patchSide)
    }
    var trunk = [
      Layer.embed(
        "patch_embed", from: TensorShape(gridSide: imageSide, channelCount: 3), gridSide: grid,
        kernelSize: patchSide, tokenization: Tokenization(stride: patchSide),
        channelCount: genes.width, padding: 0)
    ]
    if hasClassToken {
      trunk.append(.classToken("cls_token", from: trunk[0].output, standardDeviation: 1e-6))
    }
    let tokens = trunk[trunk.count - 1].output
    trunk.append(
      .positionEmbedding("pos_embed", from: tokens, tableSide: grid, table: .batchOfRows))
    for (index, block) in genes.blocks.enumerated() {
      let dimension: Int
      if let own = headDimension {
        dimension = own
      } else {
        dimension = try genes.headDimension(ofBlock: index)
      }
      trunk.append(
        Layer.attention(
          "blocks.\(index)", from: tokens, windowSide: grid, headCount: block.headCount,
          headDimension: dimension, epsilon: Self.epsilon
        ).inStage(0))
      trunk.append(
        Layer.mlp(
          "blocks.\(index)", from: tokens,
          hiddenChannels: block.ratio.hiddenChannels(of: genes.width), epsilon: Self.epsilon
        ).inStage(0))
    }
    let pool = Layer.pool("pool", from: tokens, pooling)
    return LayerPlan(
      trunk: trunk, readout: [.pool("features", from: tokens, pooling)],
      classifier: [
        .normalise("norm", from: tokens, epsilon: Self.epsilon), pool,
        .linear("head", from: pool.output, outputCount: classCount),
      ])
  }
}

/// The choices of a plain vision transformer, `width x depth|heads,ratio|…`: a pair for every block, or
/// one for all. `192x12|3,4` is DeiT-Ti.
public struct PlainViTGenes: Genes {
  public var width: Int
  public var blocks: [Block]

  public struct Block: Hashable, Sendable {
    public var headCount: Int
    public var ratio: ExpansionRatio

    public init(headCount: Int, ratio: ExpansionRatio) {
      self.headCount = headCount
      self.ratio = ratio
    }
  }

  static let depths = 1...128
  static let widths = 1...8192
  static let headCounts = 1...1024
  private static let notation = "'width x depth|heads,ratio', a pair for all blocks or each of them"

  /// - Precondition: a block at least.
  public init(width: Int, blocks: [Block]) {
    precondition(width > 0 && !blocks.isEmpty, "width \(width), \(blocks.count) blocks")
    self.width = width
    self.blocks = blocks
  }

  public init(_ text: String) throws(ArchitectureError) {
    let parts = try GeneText.parts(
      of: text, separatedBy: "|", count: 2...Self.depths.upperBound + 1, needed: Self.notation)
    let size = try GeneText.parts(
      of: parts[0], separatedBy: "x", count: 2...2, needed: Self.notation)
    let width = try GeneText.integer(size[0], "width", in: Self.widths)
    let depth = try GeneText.integer(size[1], "depth", in: Self.depths)
    guard parts.count == 2 || parts.count == depth + 1 else {
      throw .notation(text: String(text.prefix(100)), needed: Self.notation)
    }
    var blocks: [Block] = []
    for part in parts.dropFirst() {
      let pair = try GeneText.parts(
        of: part, separatedBy: ",", count: 2...2, needed: Self.notation)
      blocks.append(
        Block(
          headCount: try GeneText.integer(pair[0], "head count", in: Self.headCounts),
          ratio: try ExpansionRatio(pair[1])))
    }
    if blocks.count == 1 { blocks = Array(repeating: blocks[0], count: depth) }
    self.init(width: width, blocks: blocks)
  }

  /// Width / heads.
  ///
  /// - Throws: when the heads do not divide the width.
  func headDimension(ofBlock index: Int) throws(ArchitectureError) -> Int {
    let headCount = blocks[index].headCount
    guard width.isMultiple(of: headCount) else {
      throw .headsDoNotDivide(width: width, headCount: headCount)
    }
    return width / headCount
  }

  public var description: String {
    let pairs = blocks.map { "\($0.headCount),\($0.ratio)" }
    let isUniform = pairs.allSatisfy { $0 == pairs[0] }
    return (["\(width)x\(blocks.count)"] + (isUniform ? [pairs[0]] : pairs)).joined(separator: "|")
  }
}
