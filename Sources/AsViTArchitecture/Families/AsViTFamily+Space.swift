extension AsViTFamily {
  public static var spaceKeys: (required: [String], optional: [String]) {
    (["stem-stride", "hidden-size", "stages", "heads"], ["position-embedding"])
  }

  public static func offer(
    _ space: SpaceMapping, image: SpaceMapping, classCount: Int
  ) throws(ArchitectureError) -> Offer<AsViTFamily> {
    let family = AsViTFamily(
      imageSide: try image["side"].integer(in: 1...largestImageSide),
      stemStride: try space["stem-stride"].integer(in: 1...64), classCount: classCount,
      hasPositionEmbedding: try space.optional("position-embedding")?
        .oneOf([("true", true), ("false", false)]) ?? false)
    try image["side"].checking { () throws(ArchitectureError) in
      try family.grids.check(stage: AsViTGenes.stageCount - 1)
    }

    let stages = try space["stages"].list(
      AsViTGenes.stageCount...AsViTGenes.stageCount, needed: "\(AsViTGenes.stageCount) stages"
    ).map { stage throws(ArchitectureError) in
      try SpaceMapping(stage, required: ["kernel", "split", "expansion"], optional: ["depth"])
    }
    let hiddenSizes = try space["hidden-size"].options(in: Gene.hiddenSize.range)
    let base = AsViTGenes(
      stages: Array(
        repeating: StageGene(kernelSize: 1, windowSplit: 1, expansionRatio: 1),
        count: AsViTGenes.stageCount),
      finalHeadCount: 1)

    var choices = [placed("hidden size", hiddenSizes, at: \AsViTGenes.hiddenSize)]
    for (index, stage) in stages.enumerated() {
      let number = index + 1
      let kernels = try stage["kernel"].options(in: Gene.kernelSize.range) {
        kernel throws(ArchitectureError) in
        try family.checkKernel(kernel, stage: index)
      }
      let splits = try stage["split"].options(in: Gene.windowSplit.range) {
        split throws(ArchitectureError) in
        _ = try family.grids.windowSide(split: split, stage: index)
      }
      let ratios = try stage["expansion"].options(in: Gene.expansionRatio.range)
      let depths = try stage.optional("depth")?.options(in: Gene.depth.range) ?? [1]
      let scope = Choice.Scope.stage(number)
      choices += [
        placed("K\(number)", kernels, at: \.stages[index].kernelSize, scope: .entry(stage: number)),
        placed(
          "S\(number)", splits, at: \.stages[index].windowSplit, effect: .shrinks, scope: scope),
        placed("E\(number)", ratios, at: \.stages[index].expansionRatio, scope: scope),
        placed("depth \(number)", depths, at: \.stages[index].depth, scope: scope),
      ]
    }
    let headCounts = try space["heads"].options(in: Gene.finalHeadCount.range) {
      headCount throws(ArchitectureError) in
      var genes = base
      genes.finalHeadCount = headCount
      for hiddenSize in hiddenSizes {
        genes.hiddenSize = hiddenSize
        for stage in genes.stages.indices { _ = try family.headCount(stage: stage, of: genes) }
      }
    }
    // The head dimension is rounded down, so that more heads may be fewer channels.
    choices.append(placed("heads", headCounts, at: \.finalHeadCount, effect: .varies))
    return Offer(family: family, base: base, choices: choices)
  }
}
