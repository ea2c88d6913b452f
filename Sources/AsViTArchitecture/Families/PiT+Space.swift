extension PiT {
  public static var spaceKeys: (required: [String], optional: [String]) {
    (["patch", "stride", "base", "depth", "heads", "mlp-ratio"], [])
  }

  /// One base dimension and one MLP ratio for all stages; a depth for each; heads for all three at a
  /// time, as a stage's width has to be a multiple of the one before.
  public static func offer(
    _ space: SpaceMapping, image: SpaceMapping, classCount: Int
  ) throws(ArchitectureError) -> Offer<PiT> {
    let family = PiT(
      imageSide: try image["side"].integer(in: 1...AsViTFamily.largestImageSide),
      patchSide: try space["patch"].integer(in: 1...64),
      stride: try space["stride"].integer(in: 1...64), classCount: classCount)
    try space["patch"].checking { () throws(ArchitectureError) in
      _ = try family.layers(of: PiTGenes("1|1,1,1|1,1,1|1"))
    }
    let bases = try space["base"].options(in: PiTGenes.baseDimensions)
    let depths = try space["depth"].list(
      PiTGenes.stageCount...PiTGenes.stageCount, needed: "3, one for each stage"
    ).map { stage throws(ArchitectureError) in
      try stage.options(in: PlainViTGenes.depths)
    }
    let heads = try space["heads"].list(1...16, needed: "1 to 16 lists of three").map {
      triple throws(ArchitectureError) in
      let counts = try triple.list(
        PiTGenes.stageCount...PiTGenes.stageCount, needed: "3, one for each stage"
      ).map { node throws(ArchitectureError) in
        try node.integer(in: PiTGenes.headCounts)
      }
      try triple.checking { () throws(ArchitectureError) in
        for (index, (before, count)) in zip(counts, counts.dropFirst()).enumerated()
        where !count.isMultiple(of: before) {
          throw ArchitectureError.widthIsNoMultiple(
            stage: index + 2, width: bases[0] * count, before: bases[0] * before)
        }
      }
      return PiTGenes.HeadCode(counts)
    }
    let widths = bases.flatMap { base in heads.flatMap(\.counts).map { base * $0 } }
    let ratios = try space["mlp-ratio"].ratios(forWidths: widths)
    var choices = [placed("base", bases, at: \PiTGenes.baseDimension)]
    for (index, options) in depths.enumerated() {
      choices.append(
        placed("depth \(index + 1)", options, at: \.stages[index].depth, scope: .stage(index + 1)))
    }
    choices += [
      placed("heads", heads.map(\.value), at: \.headCode, effect: .varies) {
        PiTGenes.HeadCode(value: $0).description
      },
      placed("ratio", ratios, at: \.ratio.thousandths, label: ExpansionRatio.text),
    ]
    let stage = PiTGenes.Stage(baseDimension: bases[0], depth: 1, headCount: 1)
    return Offer(
      family: family,
      base: PiTGenes(
        stages: Array(repeating: stage, count: PiTGenes.stageCount),
        ratio: ExpansionRatio(thousandths: ratios[0])),
      choices: choices)
  }
}

extension PiTGenes {
  /// Three head counts as one number.
  fileprivate struct HeadCode: CustomStringConvertible {
    static let base = 10_000
    let value: Int

    init(value: Int) { self.value = value }

    init(_ counts: [Int]) { value = counts.reduce(0) { $0 * Self.base + $1 } }

    var counts: [Int] {
      [value / (Self.base * Self.base), value / Self.base % Self.base, value % Self.base]
    }

    var description: String { counts.map(\.description).joined(separator: ",") }
  }

  /// The head counts of all stages as one number.
  fileprivate var headCode: Int {
    get { HeadCode(stages.map(\.headCount)).value }
    set {
      for (index, count) in HeadCode(value: newValue).counts.enumerated() {
        stages[index].headCount = count
      }
    }
  }

  /// The base dimension, which all stages share.
  fileprivate var baseDimension: Int {
    get { stages[0].baseDimension }
    set { for index in stages.indices { stages[index].baseDimension = newValue } }
  }
}
