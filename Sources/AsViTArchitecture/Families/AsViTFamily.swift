/// The As-ViT family: how a genotype becomes the flat list of layers at a given image size.
///
/// A convolution embeds the image, four stages of windowed attention blocks follow with patch
/// merging between them, then norm, mean over tokens and a Linear–tanh–Linear classifier. Widths
/// are min(1024, hidden size · 2^i), head counts h / 8, h / 4, h / 2, h. The head dimension is
/// channels / heads rounded down, as in the authors' code: where it does not divide, the inner
/// width of attention is less than the width of the stage, and so are the counts.
///
/// Chen et al., ICLR 2022, section 4 and the authors' released code.
public struct AsViTFamily: Family {
  public static let word = "as-vit"

  /// What files may ask for. Up to here no count of an architecture overflows.
  public static let largestImageSide = 2048

  public var imageSide: Int
  public var stemStride: Int
  public var classCount: Int
  /// Whether a learned table is added to the embedded patches. Off in the authors' search; their
  /// published parameter counts include it.
  public var hasPositionEmbedding: Bool

  public init(
    imageSide: Int = 224, stemStride: Int = 4, classCount: Int = 1000,
    hasPositionEmbedding: Bool = false
  ) {
    precondition(
      imageSide > 0 && stemStride > 0 && classCount > 0,
      "image side \(imageSide), stem stride \(stemStride), \(classCount) classes")
    self.imageSide = imageSide
    self.stemStride = stemStride
    self.classCount = classCount
    self.hasPositionEmbedding = hasPositionEmbedding
  }

  /// - Precondition: every value of the genes lies in its range, as after parsing.
  /// - Throws: the first stage whose grid, kernel, windows or heads cannot be.
  public func layers(of genes: AsViTGenes) throws(ArchitectureError) -> LayerPlan {
    try layers(of: genes, on: grids)
  }

  public var metadata: [String: String] { ["stem_stride": "\(stemStride)"] }

  /// Whether there is a position embedding is seen from the tensors.
  public static func reading(
    _ metadata: ModelMetadata, imageSide: Int, classCount: Int
  ) throws(ArchitectureError) -> AsViTFamily {
    AsViTFamily(
      imageSide: imageSide, stemStride: try metadata.integer("stem_stride", in: 1...64),
      classCount: classCount,
      hasPositionEmbedding: metadata.tensors.contains("absolute_pos_embed"))
  }

  public var tokenStride: Int { stemStride }

  public func withTokenStride(_ stride: Int) -> AsViTFamily? {
    var family = self
    family.stemStride = stride
    return family
  }

  /// The network at any image side and tokenization.
  ///
  /// Grids need not divide: zeros complete the last patch of an embedding and an odd grid is enlarged by
  /// one before it is merged, so that ⌈side / stride⌉ tokens come out; a grid is split by its largest
  /// divisor that is not above the genotype's split.
  /// At the family's own side and stride it is the architecture itself.
  ///
  /// - Precondition: the side is positive.
  /// - Throws: when the genotype has no architecture at the family's own side.
  public func variant(
    of genotype: Genotype, imageSide: Int, tokenization: Tokenization
  ) throws(ArchitectureError) -> Architecture? {
    precondition(imageSide > 0, "image side \(imageSide)")
    let genes = try AsViTGenes(genotype.description)
    let own = try architecture(for: genes)
    if imageSide == self.imageSide, tokenization == Tokenization(stride: stemStride) { return own }
    return Architecture(
      genotype: own.genotype,
      plan: try layers(
        of: genes,
        on: TokenGrids(imageSide: imageSide, tokenization: tokenization, remainder: .completed)))
  }

  public func tokenization(
    of genotype: Genotype, stride: Int
  ) throws(ArchitectureError) -> Tokenization? {
    Tokenization(
      kernelSize: try AsViTGenes(genotype.description).stages[0].kernelSize,
      baseStride: stemStride, stride: stride)
  }

  private func layers(
    of genes: AsViTGenes, on grids: TokenGrids
  ) throws(ArchitectureError) -> LayerPlan {
    var shape = TensorShape(gridSide: grids.imageSide, channelCount: 3)
    var trunk: [Layer] = []
    func append(_ layer: Layer) {
      trunk.append(layer)
      shape = layer.output
    }

    for (index, gene) in genes.stages.enumerated() {
      try grids.check(stage: index)
      try checkKernel(gene.kernelSize, stage: index)
      let width = Self.width(stage: index, hiddenSize: genes.hiddenSize)
      if index == 0 {
        append(
          .embed(
            "patch_embed", from: shape, gridSide: grids.side(stage: index),
            kernelSize: gene.kernelSize,
            tokenization: grids.tokenization, channelCount: width))
        append(.normalise("patch_embed.norm", from: shape))
        if hasPositionEmbedding {
          append(
            .positionEmbedding(
              "absolute_pos_embed", from: shape, tableSide: self.grids.side(stage: 0)))
        }
      } else {
        let name = "stages.\(index - 1).merge"
        let whole = grids.mergedSide(stage: index - 1)
        if whole != shape.gridSide {
          append(.resample("\(name).grid", from: shape, gridSide: whole).inStage(index - 1))
        }
        append(
          .merge(
            name, from: shape, gridSide: grids.side(stage: index),
            kernelSize: gene.kernelSize, channelCount: width
          ).inStage(index - 1))
      }
      let window = try grids.windowSide(split: gene.windowSplit, stage: index)
      let headCount = try headCount(stage: index, of: genes)
      for block in 0..<gene.depth {
        let name = "stages.\(index).blocks.\(block)"
        append(
          .attention(
            name, from: shape, windowSide: window, headCount: headCount,
            headDimension: width / headCount
          ).inStage(index))
        append(.mlp(name, from: shape, hiddenChannels: width * gene.expansionRatio).inStage(index))
      }
    }

    let norm = Layer.normalise("norm", from: shape)
    let pool = Layer.pool("pool", from: shape)
    let classify = Layer.classify(
      "head", from: pool.output, hiddenChannels: shape.channelCount, classCount: classCount)
    return LayerPlan(
      trunk: trunk, readout: [.pool("features", from: shape)],
      classifier: [norm, pool, classify])
  }
}

// Stages count from 0 here and from 1 in messages.
extension AsViTFamily {
  private static let widthLimit = 1024

  static func width(stage: Int, hiddenSize: Int) -> Int {
    min(widthLimit, hiddenSize << stage)
  }

  /// The grids at the family's own side and stride.
  var grids: TokenGrids {
    TokenGrids(
      imageSide: imageSide, tokenization: Tokenization(stride: stemStride), remainder: .ignored)
  }

  public var totalStride: Int { stemStride << (AsViTGenes.stageCount - 1) }

  func checkKernel(_ kernelSize: Int, stage: Int) throws(ArchitectureError) {
    let stride = stage == 0 ? stemStride : 2
    guard kernelSize >= stride else {
      throw .kernelBelowStride(stage: stage + 1, kernelSize: kernelSize, stride: stride)
    }
  }

  func headCount(stage: Int, of genes: AsViTGenes) throws(ArchitectureError) -> Int {
    let halvings = AsViTGenes.stageCount - 1
    guard genes.finalHeadCount.isMultiple(of: 1 << halvings) else {
      throw .headCountDoesNotHalve(genes.finalHeadCount)
    }
    let headCount = genes.finalHeadCount >> (halvings - stage)
    let width = Self.width(stage: stage, hiddenSize: genes.hiddenSize)
    guard headCount <= width else {
      throw .noChannelPerHead(stage: stage + 1, channelCount: width, headCount: headCount)
    }
    return headCount
  }
}
