/// The As-ViT family: how a genotype becomes the flat list of layers at a given image size.
///
/// A convolution embeds the image, four stages of windowed attention blocks follow with patch
/// merging between them, then norm, mean over tokens and a Linear–tanh–Linear classifier. Widths
/// are min(1024, hidden size · 2^i), head counts h / 8, h / 4, h / 2, h. The head dimension is
/// channels / heads rounded down, as in the authors' code: where it does not divide, the inner
/// width of attention is less than the width of the stage, and so are the counts.
///
/// Chen et al., ICLR 2022, section 4 and the authors' released code.
public struct AsViTFamily: Hashable, Sendable {
  /// What files may ask for. Up to here no count of an architecture overflows.
  public static let largestImageSide = 2048

  /// Pixels per side of the square RGB image.
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

  /// - Precondition: every value of the genotype lies in its gene's range, as after parsing.
  /// - Throws: the first stage whose grid, kernel, windows or heads cannot be.
  public func architecture(for genotype: Genotype) throws(ArchitectureError) -> Architecture {
    try architecture(for: genotype, on: grids)
  }

  /// The same network at another image side and tokenization, with the same parameters.
  ///
  /// Grids need not divide: embedding and merging pad with zeros so that ⌈side / stride⌉ tokens
  /// come out, and a grid is split by its largest divisor that is not above the genotype's split.
  /// At the family's own side and stride it is the architecture itself.
  ///
  /// - Precondition: the side is positive.
  /// - Throws: when the genotype has no architecture at the family's own side.
  public func variant(
    of genotype: Genotype, imageSide: Int, tokenization: Tokenization
  ) throws(ArchitectureError) -> Architecture {
    precondition(imageSide > 0, "image side \(imageSide)")
    let own = try architecture(for: genotype)
    if imageSide == self.imageSide, tokenization == Tokenization(stride: stemStride) { return own }
    return try architecture(
      for: genotype,
      on: TokenGrids(imageSide: imageSide, tokenization: tokenization, remainder: .padded))
  }

  private func architecture(
    for genotype: Genotype, on grids: TokenGrids
  ) throws(ArchitectureError) -> Architecture {
    var shape = TensorShape(gridSide: grids.imageSide, channelCount: 3)
    var trunk: [Layer] = []
    func append(_ layer: Layer) {
      trunk.append(layer)
      shape = layer.output
    }

    for (index, gene) in genotype.stages.enumerated() {
      try grids.check(stage: index)
      try checkKernel(gene.kernelSize, stage: index)
      let width = Self.width(stage: index, hiddenSize: genotype.hiddenSize)
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
        append(
          .merge(
            "stages.\(index - 1).merge", from: shape, gridSide: grids.side(stage: index),
            kernelSize: gene.kernelSize, channelCount: width))
      }
      let window = try grids.windowSide(split: gene.windowSplit, stage: index)
      let headCount = try headCount(stage: index, of: genotype)
      for block in 0..<gene.depth {
        let name = "stages.\(index).blocks.\(block)"
        append(
          .attention(
            name, from: shape, windowSide: window, headCount: headCount,
            headDimension: width / headCount))
        append(.mlp(name, from: shape, hiddenChannels: width * gene.expansionRatio))
      }
    }

    let norm = Layer.normalise("norm", from: shape)
    let pool = Layer.pool("pool", from: norm.output)
    let classify = Layer.classify(
      "head", from: pool.output, hiddenChannels: shape.channelCount, classCount: classCount)
    return Architecture(genotype: genotype, trunk: trunk, classifier: [norm, pool, classify])
  }
}

// Stages count from 0 here and from 1 in messages.
extension AsViTFamily {
  private static let widthLimit = 1024

  static func width(stage: Int, hiddenSize: Int) -> Int {
    min(widthLimit, hiddenSize << stage)
  }

  /// At the family's own side and stride.
  var grids: TokenGrids {
    TokenGrids(
      imageSide: imageSide, tokenization: Tokenization(stride: stemStride), remainder: .ignored)
  }

  func checkKernel(_ kernelSize: Int, stage: Int) throws(ArchitectureError) {
    let stride = stage == 0 ? stemStride : 2
    guard kernelSize >= stride else {
      throw .kernelBelowStride(stage: stage + 1, kernelSize: kernelSize, stride: stride)
    }
  }

  func headCount(stage: Int, of genotype: Genotype) throws(ArchitectureError) -> Int {
    let halvings = Genotype.stageCount - 1
    guard genotype.finalHeadCount.isMultiple(of: 1 << halvings) else {
      throw .headCountDoesNotHalve(genotype.finalHeadCount)
    }
    let headCount = genotype.finalHeadCount >> (halvings - stage)
    let width = Self.width(stage: stage, hiddenSize: genotype.hiddenSize)
    guard headCount <= width else {
      throw .noChannelPerHead(stage: stage + 1, channelCount: width, headCount: headCount)
    }
    return headCount
  }
}
