import AsViTArchitecture

/// What the tags of the template of timm's own models stand for.
struct TimmModule {
  let head: ModuleHead
  let title: String
  /// timm's class, and its module below `timm.models`.
  let `class`: String
  let module: String
  let imports: String
  /// What is made: timm's class, or one of the module's own.
  let model: String
  let firstConvolution: String
  let arguments: [Argument]
  /// Blocks that timm's arguments do not say: they differ, or their heads do not share the width.
  let blocks: [Block]
  let hasBlocks: Bool
  let headDimension: Int?
  /// The maps that `features_only` gives by default: a number for the last so many, or a tuple.
  let mapIndices: String

  struct Argument {
    let name: String
    let value: String
  }

  struct Block {
    let headCount: Int
    let ratio: String
  }
}

extension TimmModule {
  /// A plain vision transformer, whose blocks are timm's where all are alike.
  init(of family: PlainViT, genes: PlainViTGenes, head: ModuleHead) {
    let blocks = genes.blocks.prefix(genes.depth).map {
      Block(headCount: $0.headCount, ratio: $0.ratio.description)
    }
    let isTimms =
      family.headDimension == nil
      && genes.blocks.prefix(genes.depth).allSatisfy { $0 == genes.blocks[0] }
    self.init(
      head: head, title: "a plain vision transformer", class: "VisionTransformer",
      module: "vision_transformer",
      imports: (family.headDimension == nil ? "" : "Attention, ") + (isTimms ? "" : "Block, ")
        + "VisionTransformer, checkpoint_filter_fn",
      model: isTimms ? "VisionTransformer" : "BlockwiseTransformer",
      firstConvolution: "patch_embed.proj",
      arguments: [
        Argument(name: "img_size", value: "\(family.imageSide)"),
        Argument(name: "patch_size", value: "\(family.patchSide)"),
        Argument(name: "embed_dim", value: "\(genes.width)"),
        Argument(name: "depth", value: "\(genes.depth)"),
        Argument(name: "num_heads", value: isTimms ? "\(blocks[0].headCount)" : "1"),
        Argument(name: "mlp_ratio", value: isTimms ? blocks[0].ratio : "1"),
        Argument(name: "class_token", value: family.hasClassToken ? "True" : "False"),
        Argument(name: "global_pool", value: family.pooling == .mean ? "\"avg\"" : "\"token\""),
        Argument(name: "fc_norm", value: "False"),
      ],
      blocks: isTimms ? [] : blocks, hasBlocks: !isTimms, headDimension: family.headDimension,
      mapIndices: "\(min(3, genes.depth))")
  }

  init(of family: PiT, genes: PiTGenes, head: ModuleHead) {
    func tuple(_ values: [Int]) -> String { PythonModule.tuple(values) }
    self.init(
      head: head, title: "a pooling-based vision transformer", class: "PoolingVisionTransformer",
      module: "pit", imports: "PoolingVisionTransformer, checkpoint_filter_fn",
      model: "PoolingVisionTransformer", firstConvolution: "patch_embed.conv",
      arguments: [
        Argument(name: "img_size", value: "\(family.imageSide)"),
        Argument(name: "patch_size", value: "\(family.patchSide)"),
        Argument(name: "stride", value: "\(family.stride)"),
        Argument(name: "base_dims", value: tuple(genes.stages.map(\.baseDimension))),
        Argument(name: "depth", value: tuple(genes.stages.map(\.depth))),
        Argument(name: "heads", value: tuple(genes.stages.map(\.headCount))),
        Argument(name: "mlp_ratio", value: genes.ratio.description),
      ], blocks: [], hasBlocks: false, headDimension: nil,
      mapIndices: tuple(Array(genes.stages.indices)))
  }
}
