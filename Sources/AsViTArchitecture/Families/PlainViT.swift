/// Plain vision transformers: one grid, one width, attention over all tokens, as timm's
/// `VisionTransformer`; DeiT and AutoFormer are such.
///
/// A convolution whose stride is its kernel embeds the image; a class token may go before the grid;
/// learned positions are added; then blocks, LayerNorm with ε 1e-6, the class token or the mean of
/// the grid, one linear map. Features are the pooled tokens before the norm.
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

  public var metadata: [String: String] {
    var values = ["patch_side": "\(patchSide)", "pool": pooling.rawValue]
    values["head_dim"] = headDimension.map(\.description)
    return values
  }

  /// Whether there is a class token is seen from the tensors.
  public static func reading(
    _ metadata: ModelMetadata, imageSide: Int, classCount: Int
  ) throws(ArchitectureError) -> PlainViT {
    let hasClassToken = metadata.tensors.contains("cls_token")
    guard let pooling = Layer.Pooling(rawValue: try metadata.text("pool")),
      hasClassToken || pooling == .mean
    else { throw metadata.refusal(of: "pool", "needed: mean, or classToken where there is one") }
    return PlainViT(
      imageSide: imageSide, patchSide: try metadata.integer("patch_side", in: 1...64),
      classCount: classCount, hasClassToken: hasClassToken, pooling: pooling,
      headDimension: metadata.optionalText("head_dim") == nil
        ? nil : try metadata.integer("head_dim", in: 1...1024))
  }

  public var tokenStride: Int { patchSide }

  /// - Throws: when no patch fits into the image, or a block's heads do not divide the width.
  public func layers(of genes: PlainViTGenes) throws(ArchitectureError) -> LayerPlan {
    let grid = try plainGridSide(imageSide: imageSide, patchSide: patchSide, stride: patchSide)
    return try layers(
      of: genes, imageSide: imageSide, grid: grid, tokenization: Tokenization(stride: patchSide),
      padding: 0)
  }

  public func tokenization(
    of genotype: Genotype, stride: Int
  ) throws(ArchitectureError) -> Tokenization? {
    Tokenization(kernelSize: patchSide, baseStride: patchSide, stride: stride)
  }

  /// The network at any image side and tokenization: zeros complete the last patches, and the
  /// positions of the grid are interpolated.
  public func variant(
    of genotype: Genotype, imageSide: Int, tokenization: Tokenization
  ) throws(ArchitectureError) -> Architecture? {
    precondition(imageSide > 0, "image side \(imageSide)")
    let own = try architecture(for: genotype)
    if imageSide == self.imageSide, tokenization == Tokenization(stride: patchSide) { return own }
    let grid = (imageSide + tokenization.stride - 1) / tokenization.stride
    return Architecture(
      genotype: own.genotype,
      plan: try layers(
        of: PlainViTGenes(genotype.description), imageSide: imageSide, grid: grid,
        tokenization: tokenization, padding: nil))
  }

  private func layers(
    of genes: PlainViTGenes, imageSide: Int, grid: Int, tokenization: Tokenization, padding: Int?
  ) throws(ArchitectureError) -> LayerPlan {
    var trunk = [
      Layer.embed(
        "patch_embed", from: TensorShape(gridSide: imageSide, channelCount: 3), gridSide: grid,
        kernelSize: patchSide, tokenization: tokenization, channelCount: genes.width,
        padding: padding)
    ]
    if hasClassToken {
      trunk.append(.classToken("cls_token", from: trunk[0].output, standardDeviation: 1e-6))
    }
    let tokens = trunk[trunk.count - 1].output
    trunk.append(
      .positionEmbedding(
        "pos_embed", from: tokens, tableSide: self.imageSide / patchSide, table: .batchOfRows))
    for (index, block) in genes.blocks.prefix(genes.depth).enumerated() {
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
          hiddenChannels: try block.ratio.hiddenChannels(of: genes.width), epsilon: Self.epsilon
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

/// The choices of a plain vision transformer, `width x depth|heads,ratio|…`: a pair for every
/// block, or one for all. `192x12|3,4` is DeiT-Ti.
public struct PlainViTGenes: Genes {
  public var width: Int
  /// How many of `blocks` there are; a search space holds choices for more.
  public var depth: Int
  public var blocks: [Block]

  public struct Block: Hashable, Sendable {
    public var headCount: Int
    public var ratio: ExpansionRatio
  }

  static let depths = 1...128
  static let widths = 1...8192
  static let headCounts = 1...1024
  private static let notation = "'width x depth|heads,ratio', a pair for all blocks or each of them"

  /// - Precondition: a block at least.
  public init(width: Int, blocks: [Block]) {
    precondition(width > 0 && !blocks.isEmpty, "width \(width), \(blocks.count) blocks")
    self.width = width
    depth = blocks.count
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
      let pair = try GeneText.parts(of: part, separatedBy: ",", count: 2...2, needed: Self.notation)
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

  public func completed(by other: PlainViTGenes) -> PlainViTGenes {
    var genes = self
    genes.blocks += other.blocks.dropFirst(blocks.count)
    return genes
  }

  public var description: String {
    let pairs = blocks.prefix(depth).map { "\($0.headCount),\($0.ratio)" }
    let isUniform = pairs.allSatisfy { $0 == pairs[0] }
    return (["\(width)x\(depth)"] + (isUniform ? [pairs[0]] : pairs)).joined(separator: "|")
  }
}
