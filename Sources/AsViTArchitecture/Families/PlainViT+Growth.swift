/// Growth from the topology itself by whole blocks and whole heads.
///
/// A step widens by a twentieth or the least above it that is whole heads in every block, or adds
/// blocks: as many as have no more parameters than the widening, half as many, a quarter and so
/// forth, down to one. Heads keep their width and become more: 192 channels with heads of 64 become
/// 256. Added blocks have the heads and the MLP ratio of the last one.
///
/// The rule is ours. That heads keep their width follows DeiT and AutoFormer.
extension PlainViT: GrowingFamily {
  public static let growthRule =
    "Each step makes every block wider by whole heads, or adds blocks like the last one: as many as "
    + "have no more parameters than the widening, half as many, a quarter, … or one."
  public static let uniformRule =
    "Uniform scaling widens by whole heads and then deepens in proportion."

  public func start(of topology: PlainViTGenes) -> PlainViTGenes { topology }

  public func end(of topology: PlainViTGenes) -> PlainViTGenes {
    var genes = topology
    while let wider = widened(genes) { genes = wider }
    return deepened(genes, by: PlainViTGenes.depths.upperBound - genes.depth) ?? genes
  }

  /// The deepened genes, fewest blocks first, then the widened ones.
  public func successors(of genes: PlainViTGenes) -> [PlainViTGenes] {
    let wider = widened(genes)
    guard let deeper = deepened(genes, by: 1) else { return [wider].compactMap(\.self) }
    let size = parameterCount(of: genes)
    let affordable = wider.map {
      (parameterCount(of: $0) - size) / (parameterCount(of: deeper) - size)
    }
    let most = min(max(1, affordable ?? 1), PlainViTGenes.depths.upperBound - genes.depth)
    let blockCounts = sequence(first: most) { $0 > 1 ? $0 / 2 : nil }
    return blockCounts.reversed().compactMap { deepened(genes, by: $0) }
      + [wider].compactMap(\.self)
  }

  /// The genes with more blocks where depth lags behind width, by their ratios to those of the
  /// start; otherwise the widened ones.
  public func uniformSuccessor(
    of genes: PlainViTGenes, afterSteps stepCount: Int, from start: PlainViTGenes
  ) -> PlainViTGenes? {
    let growth = Double(genes.width) / Double(start.width)
    let depth = Int((Double(start.depth) * growth).rounded())
    return depth > genes.depth ? deepened(genes, by: depth - genes.depth) : widened(genes)
  }

  /// The genes with more blocks like the last one; nil beyond what genes can say.
  private func deepened(_ genes: PlainViTGenes, by blockCount: Int) -> PlainViTGenes? {
    let depth = genes.depth + blockCount
    guard PlainViTGenes.depths.contains(depth) else { return nil }
    var blocks = Array(genes.blocks.prefix(genes.depth))
    blocks += Array(repeating: blocks[blocks.count - 1], count: blockCount)
    return PlainViTGenes(width: genes.width, blocks: blocks)
  }

  /// The genes with at least a twentieth more channels, which are whole heads in every block; nil
  /// beyond what genes can say.
  private func widened(_ genes: PlainViTGenes) -> PlainViTGenes? {
    let blocks = genes.blocks.prefix(genes.depth)
    let headWidths = blocks.map { headDimension ?? genes.width / $0.headCount }
    let unit = Set(headWidths).reduce(1, leastCommonMultiple)
    let added = unit * ((genes.width + 20 * unit - 1) / (20 * unit))
    let wider = zip(blocks, headWidths).map { block, headWidth in
      PlainViTGenes.Block(headCount: block.headCount + added / headWidth, ratio: block.ratio)
    }
    let width = genes.width + added
    guard PlainViTGenes.widths.contains(width),
      wider.allSatisfy({ PlainViTGenes.headCounts.contains($0.headCount) })
    else { return nil }
    return PlainViTGenes(width: width, blocks: wider)
  }

  /// - Precondition: the genes have an architecture, as all have that grow from one that does.
  private func parameterCount(of genes: PlainViTGenes) -> Int {
    do {
      return try architecture(for: genes).parameterCount
    } catch {
      preconditionFailure("\(error)")
    }
  }
}

/// - Precondition: both are above 0.
private func leastCommonMultiple(_ a: Int, _ b: Int) -> Int { a / greatestCommonDivisor(a, b) * b }

package func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
  var (a, b) = (first, second)
  while b > 0 { (a, b) = (b, a % b) }
  return a
}
