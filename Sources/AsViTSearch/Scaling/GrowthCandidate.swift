import AsViTArchitecture
import AsViTProxies

/// An architecture that a growth may come to, in its two widths.
public struct GrowthCandidate: Hashable, Sendable {
  /// What is counted and reported: four times as wide as what is scored.
  public let architecture: Architecture
  /// What is scored.
  public let narrow: Architecture
  /// Nil when the policy did not look at it.
  public internal(set) var scores: Scores?
  /// The sum of its ranks in the terms of the objective among the candidates of the step, least is
  /// best; nil where nothing is ranked.
  public internal(set) var rankSum: Int?

  /// The width of the first stage over that of the narrow network, as in the authors' code.
  public static let widthFactor = 4

  /// Those of what is scored.
  let genes: AsViTGenes

  /// - Throws: the first stage that cannot be at either width.
  init(narrow genes: AsViTGenes, in family: AsViTFamily) throws(ArchitectureError) {
    var wide = genes
    wide.hiddenSize *= Self.widthFactor
    architecture = try family.architecture(for: wide)
    narrow = try family.architecture(for: genes)
    self.genes = genes
  }
}

/// One finished step of a growth.
public struct GrowthStep: Hashable, Sendable {
  /// Counts from 1.
  public let number: Int
  /// All that kept the limits, ordered by the deepened stage, then by width.
  public let candidates: [GrowthCandidate]
  /// Where the chosen one is in `candidates`.
  public let choice: Int

  public var chosen: GrowthCandidate { candidates[choice] }
}

extension AsViTGenes {
  /// The topology at the size from which the authors grow: hidden size 8, one block each stage.
  var smallest: AsViTGenes {
    var genes = self
    genes.hiddenSize = 8
    for stage in genes.stages.indices { genes.stages[stage].depth = 1 }
    return genes
  }

  /// The topology at the greatest size that genes can say, at the width that is scored.
  var largest: AsViTGenes {
    var genes = self
    genes.hiddenSize = Gene.hiddenSize.range.upperBound / GrowthCandidate.widthFactor
    for stage in genes.stages.indices {
      genes.stages[stage].depth = Gene.depth.range.upperBound
    }
    return genes
  }

  /// One stage a block deeper, at another width; nil beyond what genes can say.
  func grown(stage: Int, hiddenSize: Int) -> AsViTGenes? {
    var genes = self
    genes.stages[stage].depth += 1
    genes.hiddenSize = hiddenSize
    guard Gene.depth.range.contains(genes.stages[stage].depth),
      Gene.hiddenSize.range.contains(hiddenSize * GrowthCandidate.widthFactor)
    else { return nil }
    return genes
  }

  /// The hidden sizes 5, 10, 15 and 20 % above this one, rounded half to even, each once.
  ///
  /// The first may be the hidden size itself: 8 · 1.05 rounds to 8.
  public var widerHiddenSizes: [Int] {
    var sizes: [Int] = []
    for ratio in [0.05, 0.10, 0.15, 0.20] {
      let size = Int((Double(hiddenSize) * (1 + ratio)).rounded(.toNearestOrEven))
      if sizes.last != size { sizes.append(size) }
    }
    return sizes
  }
}
