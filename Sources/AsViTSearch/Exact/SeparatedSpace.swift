import AsViTArchitecture

/// A search space as sums: what each option adds to score and costs, for every setting of the choices
/// that act on the whole network.
struct SeparatedSpace {
  /// Options of a few choices together, and what they add.
  struct Entry {
    /// The index of an option for each choice of the part.
    let options: [Int]
    /// Steps of `scoreStep`.
    var value: Int
    let cost: Cost
    fileprivate let score: Double
  }

  /// One setting of the choices that act on the whole network.
  struct Setting {
    /// The entry with the first option of all choices that act on a part, in full.
    var base: Entry
    /// For each part the selections that make a difference, in order: the first is that of the base and
    /// adds nothing. A part that is not there, as a block beyond the depth, has that one alone.
    var parts: [[Entry]]
    /// For each part and each of its selections the entry that it comes to.
    let places: [[Int]]

    /// What each selection of each part adds.
    fileprivate var values: [[Int]] {
      zip(parts, places).map { entries, places in places.map { entries[$0].value } }
    }
  }

  /// The positions of the choices that act on the whole network.
  let network: [Int]
  /// The positions of the choices of each other part.
  let parts: [[Int]]
  private let optionCounts: [Int]
  private(set) var settings: [Setting] = []
  /// The unit of values, about 2⁻⁴⁰ of the largest score. Designs with the same blocks in another order
  /// have equal values.
  private(set) var scoreStep = 1.0
  /// Whether the score depends on a choice, for each choice.
  private(set) var isSeen: [Bool] = []

  /// The most architectures that are built.
  static let most = 1 << 17

  init(_ space: SearchSpace, score: some SeparableScore) throws(SearchError) {
    let choices = space.choices
    optionCounts = choices.map(\.options.count)
    network = choices.indices.filter { choices[$0].scope == .network }
    parts = choices.map(\.scope).filter { $0 != .network }.uniqued.map { scope in
      choices.indices.filter { choices[$0].scope == scope }
    }

    func count(_ positions: [Int]) -> Double {
      positions.reduce(1) { $0 * Double(choices[$1].options.count) }
    }
    let count = count(network) * (1 + parts.reduce(0) { $0 + count($1) })
    guard count <= Double(Self.most) else { throw .notSeparable(space.name, count: count) }

    for options in selections(of: network)
    where zip(network, options).allSatisfy({ score.admits(option: $1, ofNetworkChoice: $0) }) {
      var base = choices.map { _ in 0 }
      for (position, option) in zip(network, options) { base[position] = option }
      let layers = LayerSums(space.architecture(for: base), score)
      var (entries, places): ([[Entry]], [[Int]]) = ([], [])
      for part in parts {
        var known: [Genotype: Int] = [:]
        var (partEntries, partPlaces): ([Entry], [Int]) = ([], [])
        for options in selections(of: part) {
          var selection = base
          for (position, option) in zip(part, options) { selection[position] = option }
          let genotype = space.genotype(for: selection)
          if let place = known[genotype] {
            partPlaces.append(place)
            continue
          }
          known[genotype] = partEntries.count
          partPlaces.append(partEntries.count)
          let (gain, cost) = LayerSums(space.architecture(for: selection), score) - layers
          let choices = part.reduce(0.0) {
            $0 + score.term(ofOption: selection[$1], choice: $1)
              - score.term(ofOption: 0, choice: $1)
          }
          partEntries.append(Entry(options: options, value: 0, cost: cost, score: gain + choices))
        }
        entries.append(partEntries)
        places.append(partPlaces)
      }
      let whole = Entry(
        options: options, value: 0, cost: layers.cost, score: layers.score + score.terms(of: base))
      settings.append(Setting(base: whole, parts: entries, places: places))
    }
    countInSteps()
    isSeen = choices.indices.map(isSeen)
  }

  /// All selections of the choices at some positions, in order.
  private func selections(of positions: [Int]) -> [[Int]] {
    positions.reduce([[]]) { heads, position in
      heads.flatMap { head in (0..<optionCounts[position]).map { head + [$0] } }
    }
  }

  /// Turns scores into whole numbers.
  private mutating func countInSteps() {
    let largest =
      settings.map { setting in
        setting.parts.reduce(abs(setting.base.score)) { sum, part in
          sum + part.reduce(0) { max($0, abs($1.score)) }
        }
      }.max() ?? 0
    guard largest > 0 else { return }
    scoreStep = largest.ulp * 0x1p12
    func count(_ entry: inout Entry) { entry.value = Int((entry.score / scoreStep).rounded()) }
    for index in settings.indices {
      count(&settings[index].base)
      for part in parts.indices {
        for entry in settings[index].parts[part].indices {
          count(&settings[index].parts[part][entry])
        }
      }
    }
  }

  /// Whether two selections that differ in this choice alone have different scores.
  private func isSeen(_ position: Int) -> Bool {
    if let place = network.firstIndex(of: position) {
      return Self.differ(
        settings.map { ($0.base.options, [[$0.base.value]] + $0.values) }, at: place)
    }
    let part = parts.firstIndex { $0.contains(position) }!
    let place = parts[part].firstIndex(of: position)!
    let selections = selections(of: parts[part])
    return settings.contains {
      Self.differ(Array(zip(selections, $0.values[part])), at: place)
    }
  }

  /// Whether the values of selections differ that are the same but for one place.
  private static func differ<Value: Equatable>(
    _ values: [(selection: [Int], value: Value)], at place: Int
  ) -> Bool {
    var known: [[Int]: Value] = [:]
    return values.contains { selection, value in
      var others = selection
      others[place] = 0
      return known.updateValue(value, forKey: others).map { $0 != value } ?? false
    }
  }

  /// The least, or the most, that a topology can cost, number by number.
  func costs(_ choose: (Cost, Cost) -> Cost) -> Cost {
    let costs = settings.map { setting in
      setting.parts.reduce(setting.base.cost) { sum, part in
        sum + part.reduce(part[0].cost) { choose($0, $1.cost) }
      }
    }
    return costs.reduce(costs[0], choose)
  }

  /// The selection of a setting and one entry for each part.
  func selection(_ setting: Setting, _ entries: [Entry]) -> [Int] {
    var selection = Array(repeating: 0, count: isSeen.count)
    for (position, option) in zip(network, setting.base.options) { selection[position] = option }
    for (part, entry) in zip(parts, entries) {
      for (position, option) in zip(part, entry.options) { selection[position] = option }
    }
    return selection
  }

  /// The options of the choices that the score depends on, in the order of the space.
  func decided(_ selection: [Int]) -> [Int] { zip(selection, isSeen).filter(\.1).map(\.0) }

  /// The options of an entry that the score depends on.
  ///
  /// - Parameter positions: of the entry's choices.
  func decided(_ entry: Entry, of positions: [Int]) -> [Int] {
    zip(entry.options, positions).filter { isSeen[$0.1] }.map(\.0)
  }
}

/// What the layers of an architecture add, one by one.
private struct LayerSums {
  private let scores: [Double]
  private let costs: [Cost]

  init(_ architecture: Architecture, _ score: some SeparableScore) {
    scores = architecture.layers.map(score.term)
    costs = architecture.layers.map(Cost.init)
  }

  var score: Double { scores.reduce(0, +) }
  var cost: Cost { costs.reduce(.zero, +) }

  /// Over the layers between those at both ends that are the same, so that the difference is the same
  /// to the last bit wherever in a network it is made.
  static func - (a: LayerSums, b: LayerSums) -> (score: Double, cost: Cost) {
    let least = min(a.scores.count, b.scores.count)
    func isSame(_ i: Int, _ j: Int) -> Bool {
      a.scores[i] == b.scores[j] && a.costs[i] == b.costs[j]
    }
    var start = 0
    while start < least, isSame(start, start) { start += 1 }
    var end = 0
    while end < least - start, isSame(a.scores.count - 1 - end, b.scores.count - 1 - end) {
      end += 1
    }
    func middle(_ sums: LayerSums) -> Range<Int> { start..<sums.scores.count - end }
    return (
      a.scores[middle(a)].reduce(0, +) - b.scores[middle(b)].reduce(0, +),
      a.costs[middle(a)].reduce(.zero, +) - b.costs[middle(b)].reduce(.zero, +)
    )
  }
}
