extension PlainViT {
  public static var spaceKeys: (required: [String], optional: [String]) {
    (["patch", "width", "depth", "heads", "mlp-ratio"], ["class-token", "pool", "head-dim"])
  }

  /// Every block chooses its heads and its MLP ratio; those beyond the depth do not count.
  public static func offer(
    _ space: SpaceMapping, image: SpaceMapping, classCount: Int
  ) throws(ArchitectureError) -> Offer<PlainViT> {
    let booleans = [("true", true), ("false", false)]
    let hasClassToken = try space.optional("class-token")?.oneOf(booleans) ?? true
    let poolings: [(String, Layer.Pooling)] = [("token", .classToken), ("mean", .mean)]
    let pooling = try space.optional("pool")?.oneOf(hasClassToken ? poolings : [poolings[1]])
    let family = PlainViT(
      imageSide: try image["side"].integer(in: 1...AsViTFamily.largestImageSide),
      patchSide: try space["patch"].integer(in: 1...64), classCount: classCount,
      hasClassToken: hasClassToken, pooling: pooling ?? (hasClassToken ? .classToken : .mean),
      headDimension: try space.optional("head-dim")?.integer(in: 1...1024))
    try space["patch"].checking { () throws(ArchitectureError) in
      _ = try family.layers(of: PlainViTGenes("1x1|1,1"))
    }

    let widths = try space["width"].options { node throws(ArchitectureError) in
      try node.integer(in: PlainViTGenes.widths)
    }
    let depths = try space["depth"].options { node throws(ArchitectureError) in
      try node.integer(in: PlainViTGenes.depths)
    }
    let headCounts = try space["heads"].options { node throws(ArchitectureError) in
      try node.integer(in: PlainViTGenes.headCounts)
    } check: { headCount throws(ArchitectureError) in
      guard family.headDimension == nil else { return }
      for width in widths where !width.isMultiple(of: headCount) {
        throw ArchitectureError.headsDoNotDivide(width: width, headCount: headCount)
      }
    }
    let ratios = try space["mlp-ratio"].options { node throws(ArchitectureError) in
      try node.ratio()
    } check: { ratio throws(ArchitectureError) in
      for width in widths {
        _ = try ExpansionRatio(thousandths: ratio).hiddenChannels(of: width)
      }
    }
    let base = PlainViTGenes(
      width: widths[0],
      blocks: Array(
        repeating: PlainViTGenes.Block(
          headCount: headCounts[0], ratio: ExpansionRatio(thousandths: ratios[0])),
        count: depths.reduce(1, max)))
    var choices: [(choice: Choice, place: WritableKeyPath<PlainViTGenes, Int> & Sendable)] = [
      (Choice("width", options: widths, effect: .grows), \.width),
      (Choice("depth", options: depths, effect: .grows), \.depth),
    ]
    for index in base.blocks.indices {
      choices += [
        (
          Choice(
            "heads \(index + 1)", options: headCounts, effect: .grows, scope: .block(index + 1)),
          \.blocks[index].headCount
        ),
        (
          Choice(
            "ratio \(index + 1)", options: ratios, effect: .grows, scope: .block(index + 1),
            label: ExpansionRatio.text),
          \.blocks[index].ratio.thousandths
        ),
      ]
    }
    return Offer(family: family, base: base, choices: choices)
  }
}
