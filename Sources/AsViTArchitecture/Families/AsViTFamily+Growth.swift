/// Growth from hidden size 32 and one block in each stage, scored at a quarter of the width.
///
/// A step makes one stage a block deeper and the network 5, 10, 15 or 20 % wider. Of the topology
/// kernels, splits, expansion ratios and heads are kept.
///
/// Chen et al., ICLR 2022, Algorithm 2 (arXiv:2202.11921) and the authors' released code.
extension AsViTFamily: GrowingFamily {
  public static let growthRule = "Each step makes one stage a block deeper and the network wider."
  public static let uniformRule =
    "Uniform scaling deepens the stages in turn and widens by an eighth each time."
  public static let scoredNetwork = "the network at a quarter of its width"

  /// The width of the first stage over that of the network that is scored, as in the authors' code.
  private static let widthFactor = 4
  /// The hidden size before the first step, as it is scored in the authors' code.
  private static let leastHiddenSize = 8

  public func start(of topology: AsViTGenes) -> AsViTGenes {
    var genes = topology
    genes.hiddenSize = Self.leastHiddenSize
    for stage in genes.stages.indices { genes.stages[stage].depth = 1 }
    return genes
  }

  public func end(of topology: AsViTGenes) -> AsViTGenes {
    var genes = topology
    genes.hiddenSize = Gene.hiddenSize.range.upperBound / Self.widthFactor
    for stage in genes.stages.indices {
      genes.stages[stage].depth = Gene.depth.range.upperBound
    }
    return genes
  }

  /// The genes ordered by the deepened stage, then by width.
  public func successors(of genes: AsViTGenes) -> [AsViTGenes] {
    genes.stages.indices.flatMap { stage in
      genes.widerHiddenSizes.compactMap { grown(genes, stage: stage, hiddenSize: $0) }
    }
  }

  /// The stages deepen in turn from the first to the last, and the width grows by an eighth each
  /// time, the mean of the four ratios.
  public func uniformSuccessor(
    of genes: AsViTGenes, afterSteps stepCount: Int, from start: AsViTGenes
  ) -> AsViTGenes? {
    let growth = (0...stepCount).reduce(1) { power, _ in power * 1.125 }
    return grown(
      genes, stage: stepCount % genes.stages.count,
      hiddenSize: Int((growth * Double(start.hiddenSize)).rounded(.toNearestOrEven)))
  }

  public func counted(_ genes: AsViTGenes) -> AsViTGenes {
    var genes = genes
    genes.hiddenSize *= Self.widthFactor
    return genes
  }

  /// The genes with one stage a block deeper, at another width; nil beyond what genes can say.
  private func grown(_ genes: AsViTGenes, stage: Int, hiddenSize: Int) -> AsViTGenes? {
    var genes = genes
    genes.stages[stage].depth += 1
    genes.hiddenSize = hiddenSize
    guard Gene.depth.range.contains(genes.stages[stage].depth),
      Gene.hiddenSize.range.contains(hiddenSize * Self.widthFactor)
    else { return nil }
    return genes
  }
}

extension AsViTGenes {
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
