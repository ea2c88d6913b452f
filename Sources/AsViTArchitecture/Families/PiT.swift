/// Pooling-based vision transformers: three stages of plain blocks, the grid halved between them, as
/// timm's `PoolingVisionTransformer`.
///
/// Patches overlap, without zeros around the image; positions are learned for the grid, then a class
/// token goes before it. A stage's width is its base dimension times its heads. Features are the class
/// token before the norm.
///
/// Heo et al., ICCV 2021 (arXiv:2103.16302).
public struct PiT: Family {
  public static let word = "pit"

  public var imageSide: Int
  public var patchSide: Int
  public var stride: Int
  public var classCount: Int

  public init(imageSide: Int = 224, patchSide: Int = 16, stride: Int = 8, classCount: Int = 1000) {
    precondition(
      imageSide > 0 && patchSide > 0 && stride > 0 && classCount > 0,
      "image side \(imageSide), patch side \(patchSide), stride \(stride), \(classCount) classes")
    self.imageSide = imageSide
    self.patchSide = patchSide
    self.stride = stride
    self.classCount = classCount
  }

  public var metadata: [String: String] {
    ["patch_side": "\(patchSide)", "stride": "\(stride)"]
  }

  public static func reading(
    _ metadata: ModelMetadata, imageSide: Int, classCount: Int
  ) throws(ArchitectureError) -> PiT {
    PiT(
      imageSide: imageSide, patchSide: try metadata.integer("patch_side", in: 1...64),
      stride: try metadata.integer("stride", in: 1...64), classCount: classCount)
  }

  public var tokenStride: Int { stride }
  public var totalStride: Int { stride << (PiTGenes.stageCount - 1) }

  /// - Throws: when no patch fits into the image, or a width is no multiple of the one before.
  public func layers(of genes: PiTGenes) throws(ArchitectureError) -> LayerPlan {
    let gridSide = try plainGridSide(imageSide: imageSide, patchSide: patchSide, stride: stride)
    let (epsilon, start) = (PlainViT.epsilon, Parameter.LinearStart.torch)
    let embed = Layer.embed(
      "patch_embed", from: TensorShape(gridSide: imageSide, channelCount: 3),
      gridSide: gridSide, kernelSize: patchSide,
      tokenization: Tokenization(stride: stride), channelCount: genes.stages[0].width,
      convolution: "conv", padding: 0)
    let positions = Layer.positionEmbedding(
      "pos_embed", from: embed.output, tableSide: embed.output.gridSide, table: .channelsFirst)
    var trunk = [
      embed, positions, .classToken("cls_token", from: embed.output, standardDeviation: 0.02),
    ]
    var shape = trunk[2].output
    for (index, stage) in genes.stages.enumerated() {
      let name = "transformers.\(index)"
      if index > 0 {
        guard stage.width.isMultiple(of: shape.channelCount) else {
          throw .widthIsNoMultiple(stage: index + 1, width: stage.width, before: shape.channelCount)
        }
        let pool = Layer.depthwisePool("\(name).pool", from: shape, channelCount: stage.width)
        trunk.append(pool.inStage(index - 1))
        shape = pool.output
      }
      for block in 0..<stage.depth {
        trunk.append(
          Layer.attention(
            "\(name).blocks.\(block)", from: shape, windowSide: shape.gridSide,
            headCount: stage.headCount, headDimension: stage.baseDimension, epsilon: epsilon,
            start: start
          ).inStage(index))
        trunk.append(
          Layer.mlp(
            "\(name).blocks.\(block)", from: shape,
            hiddenChannels: try genes.ratio.hiddenChannels(of: stage.width), epsilon: epsilon,
            start: start
          ).inStage(index))
      }
    }
    let pool = Layer.pool("pool", from: shape, .classToken)
    return LayerPlan(
      trunk: trunk, readout: [.pool("features", from: shape, .classToken)],
      classifier: [
        pool, .normalise("norm", from: pool.output, epsilon: epsilon),
        .linear("head", from: pool.output, outputCount: classCount, start: start),
      ])
  }
}

/// The choices of a PiT, `base|depths|heads|ratio`: base dimensions, blocks and heads of the three
/// stages. One base dimension stands for all. `32|2,6,4|2,4,8|4` is PiT-Ti.
public struct PiTGenes: Genes {
  public var stages: [Stage]
  public var ratio: ExpansionRatio

  public struct Stage: Hashable, Sendable {
    /// Channels of a head.
    public var baseDimension: Int
    public var depth: Int
    public var headCount: Int

    public var width: Int { baseDimension * headCount }
  }

  static let stageCount = 3
  static let baseDimensions = 1...256
  static let headCounts = 1...64
  private static let notation = "'base|depths|heads|ratio', three depths and three head counts"

  /// - Precondition: three stages.
  public init(stages: [Stage], ratio: ExpansionRatio) {
    precondition(stages.count == Self.stageCount, "\(stages.count) stages, 3 expected")
    self.stages = stages
    self.ratio = ratio
  }

  public init(_ text: String) throws(ArchitectureError) {
    let parts = try GeneText.parts(
      of: text, separatedBy: "|", count: 4...4, needed: Self.notation)
    func numbers(
      _ part: Int, _ name: String, _ range: ClosedRange<Int>, least: Int
    ) throws(ArchitectureError) -> [Int] {
      try GeneText.parts(
        of: parts[part], separatedBy: ",", count: least...Self.stageCount, needed: Self.notation
      ).map { text throws(ArchitectureError) in
        try GeneText.integer(text, name, in: range)
      }
    }
    var bases = try numbers(0, "base dimension", Self.baseDimensions, least: 1)
    guard bases.count != 2 else { throw .notation(text: text, needed: Self.notation) }
    if bases.count == 1 { bases = Array(repeating: bases[0], count: Self.stageCount) }
    let depths = try numbers(1, "depth", PlainViTGenes.depths, least: Self.stageCount)
    let headCounts = try numbers(2, "head count", Self.headCounts, least: Self.stageCount)
    self.init(
      stages: (0..<Self.stageCount).map {
        Stage(baseDimension: bases[$0], depth: depths[$0], headCount: headCounts[$0])
      },
      ratio: try ExpansionRatio(parts[3]))
  }

  public var description: String {
    func list(_ values: [Int]) -> String { values.map(\.description).joined(separator: ",") }
    let bases = stages.map(\.baseDimension)
    return [
      list(Set(bases).count == 1 ? [bases[0]] : bases), list(stages.map(\.depth)),
      list(stages.map(\.headCount)), ratio.description,
    ].joined(separator: "|")
  }
}
