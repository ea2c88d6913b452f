import AsViTArchitecture

/// What the tags of the template of an As-ViT stand for.
struct AsViTModule {
  let head: ModuleHead
  let stemStride: Int
  /// Tokens of the position embedding, if there is one.
  let positionCount: Int?
  let lastGridSide: Int
  let stageCount: Int
  let stages: [Stage]

  struct Stage {
    let kernel: Int
    let width: Int
    let depth: Int
    let splits: Int
    let heads: Int
    let headDimension: Int
    let hidden: Int
  }

  init(_ architecture: Architecture, of family: AsViTFamily, genes: AsViTGenes, head: ModuleHead) {
    self.head = head
    stemStride = family.stemStride
    positionCount = family.hasPositionEmbedding ? architecture.trunk[0].output.tokenCount : nil
    lastGridSide = architecture.classifier[0].input.gridSide
    stages = zip(architecture.stages, genes.stages).map { stage, gene in
      Stage(
        kernel: gene.kernelSize, width: stage.channelCount, depth: stage.depth,
        splits: stage.gridSide / stage.windowSide, heads: stage.headCount,
        headDimension: stage.headDimension, hidden: stage.channelCount * gene.expansionRatio)
    }
    stageCount = stages.count
  }
}
