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
    let hiddenSizes = try space["hidden-size"].options(.hiddenSize) { _ in }
    let base = AsViTGenes(
      stages: Array(
        repeating: StageGene(kernelSize: 1, windowSplit: 1, expansionRatio: 1),
        count: AsViTGenes.stageCount),
      finalHeadCount: 1)

    var choices: [(choice: Choice, place: WritableKeyPath<AsViTGenes, Int> & Sendable)] = [
      (Choice("hidden size", options: hiddenSizes, effect: .grows), \.hiddenSize)
    ]
    for (index, stage) in stages.enumerated() {
      let number = index + 1
      let kernels = try stage["kernel"].options(.kernelSize) { kernel throws(ArchitectureError) in
        try family.checkKernel(kernel, stage: index)
      }
      let splits = try stage["split"].options(.windowSplit) { split throws(ArchitectureError) in
        _ = try family.grids.windowSide(split: split, stage: index)
      }
      let ratios = try stage["expansion"].options(.expansionRatio) { _ in }
      let depths = try stage.optional("depth")?.options(.depth) { _ in } ?? [1]
      func choice(_ name: String, _ options: [Int], _ effect: Choice.Effect) -> Choice {
        Choice(name, options: options, effect: effect, scope: .stage(number))
      }
      choices += [
        (
          Choice("K\(number)", options: kernels, effect: .grows, scope: .entry(stage: number)),
          \.stages[index].kernelSize
        ),
        (choice("S\(number)", splits, .shrinks), \.stages[index].windowSplit),
        (choice("E\(number)", ratios, .grows), \.stages[index].expansionRatio),
        (choice("depth \(number)", depths, .grows), \.stages[index].depth),
      ]
    }
    let headCounts = try space["heads"].options(.finalHeadCount) {
      headCount throws(ArchitectureError) in
      var genes = base
      genes.finalHeadCount = headCount
      for hiddenSize in hiddenSizes {
        genes.hiddenSize = hiddenSize
        for stage in genes.stages.indices { _ = try family.headCount(stage: stage, of: genes) }
      }
    }
    // The head dimension is rounded down, so that more heads may be fewer channels.
    choices.append((Choice("heads", options: headCounts, effect: .varies), \.finalHeadCount))
    return Offer(family: family, base: base, choices: choices)
  }
}

extension SpaceNode {
  fileprivate func options(
    _ gene: Gene, check: (Int) throws(ArchitectureError) -> Void
  ) throws(ArchitectureError) -> [Int] {
    try options(
      { node throws(ArchitectureError) in try node.integer(in: gene.range) }, check: check)
  }
}
