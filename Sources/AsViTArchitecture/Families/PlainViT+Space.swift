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

    let widths = try space["width"].options(in: PlainViTGenes.widths)
    let depths = try space["depth"].options(in: PlainViTGenes.depths)
    let headCounts = try space["heads"].options(in: PlainViTGenes.headCounts) {
      headCount throws(ArchitectureError) in
      guard family.headDimension == nil else { return }
      for width in widths where !width.isMultiple(of: headCount) {
        throw ArchitectureError.headsDoNotDivide(width: width, headCount: headCount)
      }
    }
    let ratios = try space["mlp-ratio"].ratios(forWidths: widths)
    let base = PlainViTGenes(
      width: widths[0],
      blocks: Array(
        repeating: PlainViTGenes.Block(
          headCount: headCounts[0], ratio: ExpansionRatio(thousandths: ratios[0])),
        count: depths.reduce(1, max)))
    var choices = [
      placed("width", widths, at: \PlainViTGenes.width), placed("depth", depths, at: \.depth),
    ]
    for index in base.blocks.indices {
      choices += [
        placed(
          "heads \(index + 1)", headCounts, at: \.blocks[index].headCount, scope: .block(index + 1)),
        placed(
          "ratio \(index + 1)", ratios, at: \.blocks[index].ratio.thousandths,
          scope: .block(index + 1), label: ExpansionRatio.text),
      ]
    }
    return Offer(family: family, base: base, choices: choices)
  }
}
