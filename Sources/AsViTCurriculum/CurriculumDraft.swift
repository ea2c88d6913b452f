/// The phases of a curriculum before their costs are known.
struct CurriculumDraft: Hashable {
  struct Phase: Hashable {
    let imageSide: Int
    /// Pixels between the patches of the first projection.
    let stride: Int
    /// Relative length.
    let weight: Int
    /// The magnitude of RandAugment, as published: 1, 3, 5, 7, 9 in EfficientTrain's phases, 0 to 9 in
    /// those of EfficientTrain++, 9 throughout elsewhere.
    let magnitude: Double

    static let fullMagnitude = 9.0
  }

  let phases: [Phase]
  /// What the weights are parts of.
  let unit: ShareUnit
}

extension CurriculumDraft {
  /// - Throws: when the network can be trained at one level alone.
  init(_ settings: CurriculumSettings, levels: NetworkLevels) throws(MissingLevel) {
    let side = levels.family.imageSide
    let stride = levels.family.tokenStride
    switch settings.curriculum {
    case .none:
      self.init(
        phases: [Phase(imageSide: side, stride: stride, weight: 1, magnitude: Phase.fullMagnitude)],
        unit: .computation)
    case .efficientTrain:
      let sides = try levels.imageSides(BandTable.fifths).sides
      self.init(
        phases: sides.enumerated().map { index, side in
          Phase(imageSide: side, stride: stride, weight: 1, magnitude: Double(2 * index + 1))
        },
        unit: .epochs)
    case .efficientTrainPlusPlus:
      let sides = try levels.imageSides(BandTable.tenths).sides
      self.init(tenths: sides, strides: sides.map { _ in stride })
    case .retokenize:
      let strides = try levels.strides(multiples: [4, 2])
      let weights = settings.shares.weights(levelCount: strides.count)
      self.init(
        phases: zip(strides, weights).map { stride, weight in
          Phase(imageSide: side, stride: stride, weight: weight, magnitude: Phase.fullMagnitude)
        },
        unit: settings.shares)
    case .combined:
      let images = try levels.imageSides(BandTable.tenths)
      // Four times the stride on images below half size would leave one token.
      let coarse = try levels.strides(multiples: [2])[0]
      let strides = images.sides.indices.map { $0 < 2 ? coarse : stride }
      self.init(
        tenths: zip(images.sides, strides).map {
          levels.raised($0, unit: images.unit, stride: $1)
        },
        strides: strides)
    }
  }

  /// Ten phases of equal computation, as in EfficientTrain++.
  private init(tenths sides: [Int], strides: [Int]) {
    self.init(
      phases: zip(sides, strides).enumerated().map { index, level in
        Phase(imageSide: level.0, stride: level.1, weight: 1, magnitude: Double(index))
      },
      unit: .computation)
  }
}
