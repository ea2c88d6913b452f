internal import AsViTArchitecture

/// What the tags of the template of an As-ViT stand for.
struct AsViTModule {
  let name: String
  let version: String
  let genotype: String
  let imageSide: Int
  let stemStride: Int
  let classCount: Int
  let classNames: String
  let mean: String
  let standardDeviation: String
  let parameterCount: Int
  let macCount: Int
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

  init(
    _ architecture: Architecture, of family: AsViTFamily, described: ModelDescription,
    name: String, version: String
  ) {
    self.name = name
    self.version = version
    genotype = architecture.genotype.description
    imageSide = architecture.imageSide
    stemStride = family.stemStride
    classCount = architecture.classCount
    classNames = PythonModule.tuple(described.classNames)
    mean = PythonModule.tuple(described.normalisation.mean.values)
    standardDeviation = PythonModule.tuple(described.normalisation.standardDeviation.values)
    parameterCount = architecture.parameterCount
    macCount = architecture.macCount
    positionCount = family.hasPositionEmbedding ? architecture.trunk[0].output.tokenCount : nil
    lastGridSide = architecture.classifier[0].input.gridSide
    stages = Self.stages(of: architecture)
    stageCount = stages.count
  }

  private static func stages(of architecture: Architecture) -> [Stage] {
    var kernels: [Int] = []
    var hidden: [Int] = []
    for layer in architecture.trunk {
      switch layer.kind {
      case .embed(let kernelSize, _, _), .merge(let kernelSize): kernels.append(kernelSize)
      case .mlp(let hiddenChannels, _) where hidden.count < kernels.count:
        hidden.append(hiddenChannels)
      default: break
      }
    }
    return architecture.stages.enumerated().map { index, stage in
      Stage(
        kernel: kernels[index], width: stage.channelCount, depth: stage.depth,
        splits: stage.gridSide / stage.windowSide, heads: stage.headCount,
        headDimension: stage.headDimension, hidden: hidden[index])
    }
  }
}
