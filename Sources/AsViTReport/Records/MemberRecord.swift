import AsViTArchitecture
import AsViTSearch

/// A member of a family of sizes.
public struct MemberRecord: Hashable, Codable, Sendable {
  /// The step that came to it; 0 for the start.
  public let step: Int
  public let genotype: Genotype
  public let parameterCount: Int
  /// Multiply-accumulates for one image.
  public let macCount: Int
  /// Blocks of all stages.
  public let totalDepth: Int
  /// The widths of all blocks, summed.
  public let totalWidth: Int
  public let stages: [StageRecord]
  /// The convolution of the image and what follows it before the first stage.
  public let embedding: CostRecord
  public let classifier: CostRecord

  public init(_ architecture: Architecture, step: Int) {
    self.step = step
    genotype = architecture.genotype
    parameterCount = architecture.parameterCount
    macCount = architecture.macCount
    stages = architecture.stages.map(StageRecord.init)
    totalDepth = stages.reduce(0) { $0 + $1.depth }
    totalWidth = stages.reduce(0) { $0 + $1.depth * $1.channelCount }
    classifier = CostRecord(
      parameterCount: architecture.classifier.reduce(0) { $0 + $1.parameterCount },
      macCount: architecture.classifier.reduce(0) { $0 + $1.macCount })
    embedding = CostRecord(
      parameterCount: parameterCount - classifier.parameterCount
        - stages.reduce(0) { $0 + $1.parameterCount },
      macCount: macCount - classifier.macCount - stages.reduce(0) { $0 + $1.macCount })
  }
}

/// One stage: its blocks, and the merging that leaves it.
public struct StageRecord: Hashable, Codable, Sendable {
  public let depth: Int
  /// Tokens per side.
  public let gridSide: Int
  /// Tokens per side of an attention window.
  public let windowSide: Int
  public let channelCount: Int
  public let headCount: Int
  /// Channels over heads, rounded down as in the authors' code.
  public let headDimension: Int
  /// Of queries, keys and values: heads · head dimension, less than the channels where heads do
  /// not divide them. The counts are those of this width.
  public let innerWidth: Int
  public let parameterCount: Int
  public let macCount: Int

  public var isTruncated: Bool { innerWidth < channelCount }

  init(_ stage: StageSummary) {
    depth = stage.depth
    gridSide = stage.gridSide
    windowSide = stage.windowSide
    channelCount = stage.channelCount
    headCount = stage.headCount
    headDimension = stage.headDimension
    innerWidth = stage.headCount * stage.headDimension
    parameterCount = stage.parameterCount
    macCount = stage.macCount
  }
}

/// What a part of an architecture costs.
public struct CostRecord: Hashable, Codable, Sendable {
  public let parameterCount: Int
  /// Multiply-accumulates for one image.
  public let macCount: Int
}
