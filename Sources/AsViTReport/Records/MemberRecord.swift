public import AsViTArchitecture
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
  public let stages: [StageSummary]
  /// The convolution of the image and what follows it before the first stage.
  public let embedding: CostRecord
  public let classifier: CostRecord

  public init(_ architecture: Architecture, step: Int) {
    self.step = step
    genotype = architecture.genotype
    parameterCount = architecture.parameterCount
    macCount = architecture.macCount
    stages = architecture.stages
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

/// What a part of an architecture costs.
public struct CostRecord: Hashable, Codable, Sendable {
  public let parameterCount: Int
  /// Multiply-accumulates for one image.
  public let macCount: Int
}
