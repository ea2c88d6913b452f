import AsViTArchitecture

/// The image sides and tokens at which a network can be trained.
///
/// Besides full size these are the levels that cost less and whose token grids are not smaller than
/// a least grid: a single token attends to nothing but itself.
struct NetworkLevels {
  let family: any Family
  let genotype: Genotype
  let leastGridSide: Int
  let full: Architecture

  /// - Throws: when there is no network at full size.
  init(family: any Family, genotype: Genotype, leastGridSide: Int) throws(ArchitectureError) {
    self.family = family
    self.genotype = genotype
    self.leastGridSide = leastGridSide
    full = try family.architecture(for: genotype)
  }

  /// How a stride cuts images, and the network there; nil where the family has none.
  ///
  /// - Precondition: the stride is not below the family's.
  func level(
    imageSide: Int, stride: Int
  ) -> (tokenization: Tokenization, architecture: Architecture)? {
    do throws(ArchitectureError) {
      guard let tokenization = try family.tokenization(of: genotype, stride: stride),
        let architecture = try family.variant(
          of: genotype, imageSide: imageSide, tokenization: tokenization)
      else { return nil }
      return (tokenization, architecture)
    } catch {
      preconditionFailure("\(genotype) has a network at full size, and yet: \(error)")
    }
  }

  func works(imageSide: Int, stride: Int) -> Bool {
    guard let architecture = level(imageSide: imageSide, stride: stride)?.architecture else {
      return false
    }
    return architecture == full
      || architecture.macCount < full.macCount
        && architecture.stages.allSatisfy { $0.gridSide >= leastGridSide }
  }
}

extension NetworkLevels {
  /// Image sides for this network, multiples of `unit`.
  struct ImageSides {
    let sides: [Int]
    let unit: Int
  }

  /// Published image sides for this network.
  ///
  /// The sides are multiples of a unit that divides the full side: the total stride of the network,
  /// halved until no two published sides become one, or else until most of them are left. The first
  /// grid stays even, so that windows can split it, unless only one size would be left.
  ///
  /// - Throws: when fewer than two sizes remain.
  func imageSides(_ published: [Int]) throws(MissingLevel) -> ImageSides {
    var best: ImageSides?
    var count = 1
    var unit = family.totalStride
    while unit > 0, count < Set(published).count, best == nil || unit >= 2 * family.tokenStride {
      if family.imageSide.isMultiple(of: unit) {
        let sides = BandTable.scaled(published, toSide: family.imageSide, unit: unit).map {
          raised($0, unit: unit, stride: family.tokenStride)
        }
        if Set(sides).count > count {
          best = ImageSides(sides: sides, unit: unit)
          count = Set(sides).count
        }
      }
      unit /= 2
    }
    guard let best else { throw .smallerImage }
    return best
  }

  /// The first of `side`, `side` + `unit`, … that works.
  ///
  /// - Precondition: full size works, and is one of these.
  func raised(_ side: Int, unit: Int, stride: Int) -> Int {
    Swift.stride(from: side, through: family.imageSide, by: unit).first {
      works(imageSide: $0, stride: stride)
    } ?? family.imageSide
  }

  /// Strides of the first projection, coarse to full: those of `multiples` of the stem stride that
  /// work; where none does, the coarsest below the least of them.
  ///
  /// - Throws: when only the stem stride remains.
  func strides(multiples: [Int]) throws(MissingLevel) -> [Int] {
    let base = family.tokenStride
    func isPossible(_ stride: Int) -> Bool { works(imageSide: family.imageSide, stride: stride) }
    let wanted = multiples.map { $0 * base }.filter(isPossible)
    if !wanted.isEmpty { return wanted + [base] }
    let finer = (base..<base * (multiples.min() ?? 1)).dropFirst().reversed()
    guard let coarsest = finer.first(where: isPossible) else { throw .coarserTokens }
    return [coarsest, base]
  }
}

/// What a network has none of, so that a curriculum cannot be planned for it.
enum MissingLevel: Error {
  case smallerImage, coarserTokens
}
