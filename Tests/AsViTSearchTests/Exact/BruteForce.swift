import AsViTArchitecture
import AsViTSearch

/// Every design of a small space, looked at one by one.
struct BruteForce {
  struct Member {
    let selection: [Int]
    let genotype: Genotype
    let score: Double
    let parameters, macs, blocks: Int
    /// What is compared, the best first: score, multiply-accumulates, parameters.
    let sums: [Double]
  }

  let members: [Member]
  /// Whether designs that differ in this choice alone can have different scores.
  let isSeen: [Bool]

  init(_ architectures: [(selection: [Int], architecture: Architecture)], _ score: ExactScore) {
    members = architectures.map { selection, architecture in
      let score = score.value(of: architecture)
      let (parameters, macs) = (architecture.parameterCount, architecture.macCount)
      return Member(
        selection: selection, genotype: architecture.genotype, score: score,
        parameters: parameters, macs: macs, blocks: architecture.stages.reduce(0) { $0 + $1.depth },
        sums: [-score, Double(macs), Double(parameters)])
    }
    isSeen = members[0].selection.indices.map { [members] position in
      var known: [[Int]: Double] = [:]
      return members.contains { member in
        var others = member.selection
        others[position] = 0
        return known.updateValue(member.score, forKey: others).map { $0 != member.score } ?? false
      }
    }
  }

  func decided(_ selection: [Int]) -> [Int] { zip(selection, isSeen).filter(\.1).map(\.0) }

  func fitting(_ limits: SearchLimits, _ blocks: ClosedRange<Int>?) -> [Member] {
    members.filter {
      $0.parameters <= limits.maxParameters ?? .max && $0.macs <= limits.maxMACs ?? .max
        && blocks?.contains($0.blocks) != false
    }
  }

  /// The cheapest of each group of designs that differ in undecided choices alone, by its sums; those
  /// with the same sums together.
  func levels(among members: [Member]) -> [(sums: [Double], members: [Member])] {
    func precedes(_ a: Member, _ b: Member) -> Bool { a.sums.lexicographicallyPrecedes(b.sums) }
    var cheapest: [[Int]: Member] = [:]
    for member in members {
      let key = decided(member.selection)
      if let rival = cheapest[key], !precedes(member, rival) { continue }
      cheapest[key] = member
    }
    let levels = Dictionary(grouping: cheapest.values, by: \.sums)
    return levels.values.sorted { precedes($0[0], $1[0]) }.map { (sums: $0[0].sums, members: $0) }
  }

  func defaultCount(_ selection: [Int]) -> Int {
    zip(selection, isSeen).count { !$0.1 && $0.0 == 0 }
  }
}

extension SearchSpace {
  /// Every architecture with the first selection that leads to it.
  var everyArchitecture: [(selection: [Int], architecture: Architecture)] {
    var selections: [[Int]] = [[]]
    for choice in choices {
      selections = selections.flatMap { head in choice.options.indices.map { head + [$0] } }
    }
    var genotypes: Set<Genotype> = []
    return selections.compactMap { selection in
      genotypes.insert(genotype(for: selection)).inserted
        ? (selection, architecture(for: selection)) : nil
    }
  }
}
