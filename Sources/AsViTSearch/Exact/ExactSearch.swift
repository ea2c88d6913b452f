public import AsViTArchitecture
import AsViTProxies

/// The best designs of a whole search space under limits, for a score that is a sum over layers
/// and choices.
///
///     let search = try ExactSearch(space: space, score: score, limits: limits)
///     let designs = try search.designs(count: 10)
///
/// Where the choices that act on the whole network are made, score, parameters and
/// multiply-accumulates are sums over the other parts (`Choice.Scope`). For each such setting the
/// options of a part are built once, and the best sums are found by `Knapsack` without a look at
/// each design: the result is the true optimum over all selections.
///
/// A choice on which the score does not depend is *undecided*. It takes the space's default, its first
/// option; where a limit leaves no room for the same score with that, as few as possible take another,
/// those with which multiply-accumulates are least.
///
/// - Complexity: an architecture is built for every setting and option of a part; O(1) memory in the
///   number of designs.
public struct ExactSearch: Sendable {
  public let space: SearchSpace
  public var limits: SearchLimits
  /// The sizes a design may have besides.
  public var band = SizeBand()
  /// The blocks a design may have; nil for any number.
  public var blocks: ClosedRange<Int>?
  private let separated: SeparatedSpace
  private let value: @Sendable (Architecture, [Int]) -> Double

  /// How much less than the best score a design may have, as a part of it; nil for any less.
  public var tolerance: Double? = 0.02

  /// - Throws: `SearchError.notSeparable` when the choices that act together are too many.
  public init(
    space: SearchSpace, score: some SeparableScore, limits: SearchLimits = SearchLimits(),
    blocks: ClosedRange<Int>? = nil
  ) throws(SearchError) {
    self.space = space
    self.limits = limits
    self.blocks = blocks
    separated = try SeparatedSpace(space, score: score)
    value = score.value
  }

  /// Whether the score depends on a choice, for each choice of the space.
  public var isDecided: [Bool] { separated.isSeen }

  /// The choices on which the score does not depend.
  public var undecided: [Choice] { zip(space.choices, isDecided).filter { !$0.1 }.map(\.0) }

  /// The least and the most blocks that topologies of the space have.
  public var blockCounts: ClosedRange<Int> {
    separated.costs(Cost.least).blocks...separated.costs(Cost.most).blocks
  }

  /// The best designs, best first: all that are among the first `count` and within `tolerance` of the
  /// best. No two of them differ in undecided choices alone, or are level (`Design.levelCount`). Among
  /// equal scores fewer multiply-accumulates go first, then fewer parameters.
  ///
  /// - Throws: `SearchError.nothingFits`, `.nothingFitsBlocks` or `.nothingFitsTrained` when no design keeps the limits.
  public func designs(count: Int = 10) throws(SearchError) -> [Design] {
    precondition(count > 0, "\(count) designs")
    let candidates = candidates()
    var wanted = count
    while true {
      let ranked = best(of: candidates.map(\.knapsack), count: wanted)
      guard !ranked.isEmpty else { throw nothingFits }
      var seen: Set<[Int]> = []
      let distinct = ranked.map { (selection: selection(of: $0, in: candidates), ranked: $0) }
        .filter { seen.insert(separated.decided($0.selection)).inserted }
      if distinct.count >= count || ranked.count < wanted {
        return distinct.prefix(count).map {
          design(withDefaults($0.selection), levelCount: $0.ranked.packing.wayCount)
        }
      }
      wanted *= 2
    }
  }

  /// How much of each limit a design uses.
  public func use(by design: Design) -> [LimitUse] {
    let greatest = separated.costs(Cost.most)
    return [
      limits.maxParameters.map {
        LimitUse(
          limit: .parameters, most: $0, used: design.parameterCount,
          greatest: greatest.parameters)
      },
      limits.maxMACs.map {
        LimitUse(limit: .macs, most: $0, used: design.macCount, greatest: greatest.macs)
      },
    ].compactMap(\.self)
  }

  /// The index of an option for each choice of the space.
  func selection(of design: Design) -> [Int] { selection(of: design.genotype) }

  /// - Precondition: the genotype is in the space.
  private func selection(of genotype: Genotype) -> [Int] {
    do {
      return try space.selection(of: genotype)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  private var nothingFits: SearchError {
    guard band == SizeBand() else { return .nothingFitsTrained(limits, band) }
    let smallest = SmallestCounts(of: space)
    guard let blocks else { return .nothingFits(limits, smallest: smallest) }
    return .nothingFitsBlocks(limits, blocks, smallest: smallest)
  }

  /// A design of the space, within the limits or not. Those that are level with it are not counted.
  ///
  /// - Precondition: the genotype is in the space.
  func design(of genotype: Genotype) -> Design {
    design(selection(of: genotype), levelCount: 1)
  }

  private func design(_ selection: [Int], levelCount: Int) -> Design {
    let architecture = space.architecture(for: selection)
    let widths = architecture.blockWidths
    return Design(
      genotype: architecture.genotype, score: value(architecture, selection),
      parameterCount: architecture.parameterCount, macCount: architecture.macCount,
      blockCount: widths.count, leastWidth: widths.min() ?? 0, greatestWidth: widths.max() ?? 0,
      levelCount: levelCount)
  }
}

// The optimum over what the score depends on; the rest is as cheap as can be.
extension ExactSearch {
  /// A setting with one item for each group of entries that differ in undecided choices alone; more
  /// where none of them is the cheapest in everything.
  private struct Candidate {
    let setting: SeparatedSpace.Setting
    let entries: [[SeparatedSpace.Entry]]
    let knapsack: Knapsack
  }

  private var range: CostRange { CostRange(limits, within: band, blocks: blocks) }

  private func candidates() -> [Candidate] {
    let range = range
    let settings = range.hasFloor ? separated.settings : withoutReplaced(separated.settings)
    return settings.compactMap { setting in
      let entries = zip(setting.parts, separated.parts).map { part, positions in
        let groups = Dictionary(grouping: part) { separated.decided($0, of: positions) }
        return part.filter { entry in
          let rivals = groups[separated.decided(entry, of: positions)]!
          return range.hasFloor
            || !rivals.contains { rival in
              rival.cost.replaces(entry.cost)
                && (!entry.cost.replaces(rival.cost)
                  || rival.options.lexicographicallyPrecedes(entry.options))
            }
        }
      }
      return candidate(setting, entries) { entry, _ in entry.value }
    }
  }

  /// - Parameter value: of an entry with choices at these positions.
  private func candidate(
    _ setting: SeparatedSpace.Setting, _ entries: [[SeparatedSpace.Entry]],
    value: (SeparatedSpace.Entry, [Int]) -> Int
  ) -> Candidate? {
    let groups = zip([[setting.base]] + entries, [separated.network] + separated.parts).map {
      entries, positions in
      entries.map { Knapsack.Item(value: value($0, positions), cost: $0.cost) }
    }
    return Knapsack(groups: groups, range: range).map {
      Candidate(setting: setting, entries: entries, knapsack: $0)
    }
  }

  /// Without those that another one with the same score replaces whatever else is chosen.
  private func withoutReplaced(
    _ settings: [SeparatedSpace.Setting]
  ) -> [SeparatedSpace.Setting] {
    let groups = Dictionary(grouping: settings.indices) {
      separated.decided(settings[$0].base, of: separated.network)
    }
    let floors = settings.map(Floor.init)
    return settings.indices.filter { index in
      let rivals = groups[separated.decided(settings[index].base, of: separated.network)]!
      return !rivals.contains { rival in
        rival != index && floors[rival].replaces(floors[index])
          && (!floors[index].replaces(floors[rival]) || rival < index)
      }
    }.map { settings[$0] }
  }

  /// The costs of a setting counted from the least that every part can have.
  private struct Floor {
    let base: Cost
    let parts: [[Cost]]

    init(_ setting: SeparatedSpace.Setting) {
      let least = setting.parts.map { $0.reduce($0[0].cost) { .least($0, $1.cost) } }
      base = least.reduce(setting.base.cost, +)
      parts = zip(setting.parts, least).map { part, least in part.map { $0.cost - least } }
    }

    func replaces(_ other: Floor) -> Bool {
      base.replaces(other.base)
        && zip(parts, other.parts).allSatisfy { mine, theirs in
          mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.replaces($1) }
        }
    }
  }

  /// A packing of one of several knapsacks.
  private struct Ranked {
    let knapsack: Int
    var packing: Knapsack.Packing

    var sums: Knapsack.Item { Knapsack.Item(value: packing.value, cost: packing.cost) }

    func precedes(_ other: Ranked) -> Bool {
      let (a, b) = (packing, other.packing)
      if a.value != b.value { return a.value > b.value }
      return (a.cost.macs, a.cost.parameters, a.cost.blocks, knapsack)
        < (b.cost.macs, b.cost.parameters, b.cost.blocks, other.knapsack)
    }
  }

  /// The first `count` packings of all knapsacks with different sums and values within `tolerance` of
  /// the best.
  private func best(of knapsacks: [Knapsack], count: Int) -> [Ranked] {
    guard let bound = knapsacks.map(\.bound).max() else { return [] }
    var lowest = knapsacks.map(\.leastValue).min()!
    // All packings above a threshold are found; it falls until they are enough.
    var gap = max(1, abs(bound) * 0x1p-14)
    while true {
      let threshold = max(Int((bound - gap).rounded(.down)), lowest)
      let found = packings(of: knapsacks, atLeast: threshold)
      if let tolerance, let best = found.first?.packing.value {
        lowest = max(lowest, best - Int((tolerance * Double(abs(best))).rounded(.down)))
      }
      if found.count >= count || threshold <= lowest {
        return Array(found.filter { $0.packing.value >= lowest }.prefix(count))
      }
      gap *= 4
    }
  }

  /// Those with a value of at least `threshold`, one for each sum of value and costs, in order.
  private func packings(of knapsacks: [Knapsack], atLeast threshold: Int) -> [Ranked] {
    var places: [Knapsack.Item: Int] = [:]
    var found: [Ranked] = []
    for (index, knapsack) in knapsacks.enumerated() where knapsack.bound >= Double(threshold) - 1 {
      for packing in knapsack.packings(atLeast: threshold) {
        let ranked = Ranked(knapsack: index, packing: packing)
        if let place = places[ranked.sums] {
          found[place].packing.wayCount += packing.wayCount
        } else {
          places[ranked.sums] = found.count
          found.append(ranked)
        }
      }
    }
    return found.sorted { $0.precedes($1) }
  }

  private func selection(of ranked: Ranked, in candidates: [Candidate]) -> [Int] {
    let candidate = candidates[ranked.knapsack]
    // The first group is the setting itself.
    return separated.selection(
      candidate.setting,
      zip(candidate.entries, ranked.packing.items.dropFirst()).map { $0[$1] })
  }

  /// The same decisions with as many undecided choices as can be at their first option.
  private func withDefaults(_ selection: [Int]) -> [Int] {
    func isSame(_ entry: SeparatedSpace.Entry, _ positions: [Int]) -> Bool {
      zip(entry.options, positions).allSatisfy {
        !separated.isSeen[$0.1] || $0.0 == selection[$0.1]
      }
    }
    let candidates = separated.settings.filter { isSame($0.base, separated.network) }
      .compactMap { setting in
        let entries = zip(setting.parts, separated.parts).map { part, positions in
          part.filter { isSame($0, positions) }
        }
        return candidate(setting, entries) { entry, positions in
          zip(entry.options, positions).count { !separated.isSeen[$0.1] && $0.0 == 0 }
        }
      }
    return self.selection(of: best(of: candidates.map(\.knapsack), count: 1)[0], in: candidates)
  }
}
