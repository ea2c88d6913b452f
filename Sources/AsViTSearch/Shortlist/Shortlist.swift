public import AsViTArchitecture
import AsViTNumerics

/// Designs of a finished search that are worth a training beside one another, and baselines of the same
/// budget.
///
/// The first is what the search found. The others are in turn *neighbours* and, where the objective does
/// not see all choices, designs that differ in *unseen* choices alone; of each kind the one that differs
/// most from those taken so far, by the number of choices, and of equals the first. Neighbours are the best
/// designs that the search saw, then those one choice away from what it found.
public struct Shortlist: Sendable {
  /// Those that the search chose.
  public let designs: [ChosenDesign]
  /// Without those that are among the designs.
  public let baselines: [ChosenDesign]

  /// Draws of unseen choices that are looked at.
  private static let drawCount = 200

  /// - Parameters:
  ///   - count: of designs, baselines not counted; there may be fewer.
  ///   - ranked: the best designs seen, the best first.
  ///   - settings: of the search. Without limits baselines have at most the multiply-accumulates of what
  ///     was found.
  public init(
    _ count: Int, of found: Genotype, ranked: [Genotype], in space: SearchSpace,
    settings: SearchSettings
  ) throws {
    let start = try space.selection(of: found)
    let architecture = space.architecture(for: start)
    let neighbours =
      try ranked.map(space.selection) + space.changes(of: start, within: settings.limits)
    let unseen = try space.unseenVariants(
      of: start, count: Self.drawCount, settings: settings)
    var taken = [start]
    var designs = [ChosenDesign(genotype: found, origin: .found)]
    func next(of pool: [[Int]], _ origin: DesignOrigin) -> Bool {
      let distances = pool.map { member in
        designs.contains { $0.genotype == space.genotype(for: member) }
          ? 0 : taken.map { differences($0, member) }.min() ?? 0
      }
      guard let most = distances.max(), most > 0, let place = distances.firstIndex(of: most) else {
        return false
      }
      taken.append(pool[place])
      designs.append(ChosenDesign(genotype: space.genotype(for: pool[place]), origin: origin))
      return true
    }
    var wantsUnseen = false
    while designs.count < count {
      let kinds: [([[Int]], DesignOrigin)] = [(neighbours, .neighbour), (unseen, .unseen)]
      let ordered = wantsUnseen ? kinds.reversed() : kinds
      guard ordered.contains(where: next) else { break }
      wantsUnseen.toggle()
    }
    self.designs = designs
    var limits = settings.limits
    if limits == SearchLimits() { limits.maxMACs = architecture.macCount }
    let deiT = try space.deiTShape(within: limits).map {
      ChosenDesign(genotype: $0, origin: .deiT)
    }
    let inSpace = try space.baselines(
      within: limits, blocks: settings.blocks, seed: Seed(settings.seed).derived("shortlist"))
    baselines = (inSpace + [deiT].compactMap(\.self)).filter { baseline in
      !designs.contains { $0.genotype == baseline.genotype }
    }
  }

  /// All that is to be trained.
  public var members: [ChosenDesign] { designs + baselines }
}

/// In how many choices two selections differ.
private func differences(_ first: [Int], _ second: [Int]) -> Int {
  zip(first, second).count { $0 != $1 }
}

extension SearchSpace {
  /// The selections that are one choice away and keep the limits.
  fileprivate func changes(of selection: [Int], within limits: SearchLimits) -> [[Int]] {
    zip(choices.indices, choices).flatMap { position, choice in
      choice.options.indices.filter { $0 != selection[position] }.map { option in
        var other = selection
        other[position] = option
        return other
      }
    }.filter { limits.admit(architecture(for: $0)) }
  }

  /// Draws of the choices that the objective of a search does not see, all others as they are; none
  /// where it is no sum over layers, which sees all.
  fileprivate func unseenVariants(
    of selection: [Int], count: Int, settings: SearchSettings
  ) throws(SearchError) -> [[Int]] {
    guard settings.trained == nil, settings.objective.isSeparable else { return [] }
    let isSeen = try ExactSearch(space: self, objective: settings.objective).isDecided
    guard isSeen.contains(false) else { return [] }
    var rng = SplitMix64(seed: Seed(settings.seed).derived("unseen choices"))
    return (0..<count).map { _ in
      zip(zip(selection, sampleSelection(using: &rng)), isSeen).map { $1 ? $0.0 : $0.1 }
    }.filter { settings.limits.admit(architecture(for: $0)) }
  }
}
