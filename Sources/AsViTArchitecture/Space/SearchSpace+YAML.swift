import FoundationEssentials
import Glibc

/// Reading a space file. Every option is checked on its own; as no constraint ties two choices
/// together, every selection can then be built.
extension SearchSpace {
  /// - Throws: at the first mistake, with file, line and key.
  public init(contentsOf path: String) throws(ArchitectureError) {
    let text: String
    do {
      text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
    } catch {
      let system = (error as? CocoaError)?.underlying as? POSIXError
      let reason = system.map { String(cString: strerror($0.code.rawValue)) }
      throw .unreadableSpace(path, reason: reason ?? "it is not UTF-8 text")
    }
    try self.init(yaml: text, file: path)
  }

  /// - Parameter file: its path, for messages; the space is named after it.
  public init(yaml: String, file: String) throws(ArchitectureError) {
    let space = try SpaceMapping(
      .root(of: yaml, file: file),
      required: ["family", "image", "classes", "stem-stride", "hidden-size", "stages", "heads"],
      optional: ["position-embedding"])
    try space["family"].oneOf(["as-vit": ()])
    let image = try SpaceMapping(space["image"], required: ["side", "mean", "deviation"])
    let family = AsViTFamily(
      imageSide: try image["side"].integer(in: 1...AsViTFamily.largestImageSide),
      stemStride: try space["stem-stride"].integer(in: 1...64),
      classCount: try space["classes"].integer(in: 1...100_000),
      hasPositionEmbedding: try space.optional("position-embedding")?
        .oneOf(["true": true, "false": false]) ?? false)
    try image["side"].checking { () throws(ArchitectureError) in
      try family.grids.check(stage: AsViTGenes.stageCount - 1)
    }

    let stages = try space["stages"].list(
      AsViTGenes.stageCount...AsViTGenes.stageCount, needed: "\(AsViTGenes.stageCount) stages"
    ).map { stage throws(ArchitectureError) in
      try SpaceMapping(stage, required: ["kernel", "split", "expansion"], optional: ["depth"])
    }
    var base = AsViTGenes(
      stages: try stages.map { stage throws(ArchitectureError) in
        StageGene(
          kernelSize: 1, windowSplit: 1, expansionRatio: 1,
          depth: try stage.optional("depth")?.integer(in: Gene.depth.range) ?? 1)
      },
      finalHeadCount: 1, hiddenSize: try space["hidden-size"].integer(in: Gene.hiddenSize.range))

    var choices: [Choice] = []
    for (index, stage) in stages.enumerated() {
      choices += try Self.choices(ofStage: index, in: stage, of: family)
    }
    choices.append(try Self.headChoice(in: space["heads"], of: family, base: base))
    for choice in choices { base[keyPath: choice.value] = choice.options[0] }

    self.init(
      name: URL(filePath: file).deletingPathExtension().lastPathComponent, family: family,
      channelMeans: try image["mean"].colours(in: 0...1),
      channelDeviations: try image["deviation"].colours(in: 0.001...1), choices: choices,
      base: base)
  }

  private static func choices(
    ofStage index: Int, in stage: SpaceMapping, of family: AsViTFamily
  ) throws(ArchitectureError) -> [Choice] {
    let kernels = try stage["kernel"].options(.kernelSize) { kernel throws(ArchitectureError) in
      try family.checkKernel(kernel, stage: index)
    }
    let splits = try stage["split"].options(.windowSplit) { split throws(ArchitectureError) in
      _ = try family.grids.windowSide(split: split, stage: index)
    }
    let ratios = try stage["expansion"].options(.expansionRatio) { _ in }
    let number = index + 1
    return [
      Choice(
        name: "K\(number)", gene: .kernelSize, options: kernels, value: \.stages[index].kernelSize),
      Choice(
        name: "S\(number)", gene: .windowSplit, options: splits,
        value: \.stages[index].windowSplit),
      Choice(
        name: "E\(number)", gene: .expansionRatio, options: ratios,
        value: \.stages[index].expansionRatio),
    ]
  }

  private static func headChoice(
    in node: SpaceNode, of family: AsViTFamily, base: AsViTGenes
  ) throws(ArchitectureError) -> Choice {
    let options = try node.options(.finalHeadCount) { headCount throws(ArchitectureError) in
      var genes = base
      genes.finalHeadCount = headCount
      for stage in genes.stages.indices { _ = try family.headCount(stage: stage, of: genes) }
    }
    return Choice(name: "heads", gene: .finalHeadCount, options: options, value: \.finalHeadCount)
  }
}

extension SpaceNode {
  /// The options of a choice: a list of 1 to 16 distinct values, or one value alone. With that many
  /// the number of topologies cannot overflow.
  fileprivate func options(
    _ gene: Gene, check: (Int) throws(ArchitectureError) -> Void
  ) throws(ArchitectureError) -> [Int] {
    var elements = [self]
    if case .scalar = node {} else { elements = try list(1...16, needed: "1 to 16 options") }
    var options: [Int] = []
    for element in elements {
      let element = SpaceNode(file: file, key: key, node: element.node)
      let value = try element.integer(in: gene.range)
      guard !options.contains(value) else { throw element.error(.duplicateOption(value)) }
      try element.checking { () throws(ArchitectureError) in try check(value) }
      options.append(value)
    }
    return options
  }

  /// Three numbers: red, green, blue.
  fileprivate func colours(in range: ClosedRange<Float>) throws(ArchitectureError) -> SIMD3<Float> {
    let values = try list(3...3, needed: "3, for red, green and blue")
    return SIMD3(try values.map { value throws(ArchitectureError) in try value.number(in: range) })
  }

  /// Passes on what `check` throws, with this place.
  fileprivate func checking(
    _ check: () throws(ArchitectureError) -> Void
  ) throws(ArchitectureError) {
    do { try check() } catch { throw self.error(.shape(error)) }
  }
}
