extension SearchSpace {
  /// Architectures among which are those with the fewest parameters and the fewest
  /// multiply-accumulates. Limits leave a space empty exactly when none of them keeps these.
  public var smallestArchitectures: [Architecture] { extremes { $0[0] } }

  /// Architectures among which are those with the most parameters and the most multiply-accumulates.
  private var largestArchitectures: [Architecture] { extremes { $0[$0.count - 1] } }

  /// Architectures that take the least or the most of everything.
  ///
  /// Each choice says what its values do to both counts, whatever the others are: those that only
  /// grow or only shrink them stand at an end. The others are tried out, as As-ViT's head count,
  /// which is not monotone because the head dimension is rounded down.
  ///
  /// - Parameter end: takes an option of those in the order of what they cost.
  private func extremes(_ end: ([Int]) -> Int) -> [Architecture] {
    choices.reduce([[]] as [[Int]]) { selections, choice in
      let ascending = choice.options.indices.sorted { choice.options[$0] < choice.options[$1] }
      let tried: [Int] =
        switch choice.effect {
        case .grows: [end(ascending)]
        case .shrinks: [end(ascending.reversed())]
        case .varies: Array(choice.options.indices)
        }
      return selections.flatMap { head in tried.map { head + [$0] } }
    }.map { architecture(for: $0) }
  }

  /// The architecture of the space with the fewest parameters.
  public var fewestParameters: Architecture { smallest { $0.parameterCount } }

  /// The architecture of the space with the fewest multiply-accumulates.
  public var fewestMACs: Architecture { smallest { $0.macCount } }

  /// The most parameters and the most multiply-accumulates that any architecture of the space has.
  public var greatestCounts: (parameters: Int, macs: Int) {
    let candidates = largestArchitectures
    return (
      candidates.map(\.parameterCount).max() ?? 0, candidates.map(\.macCount).max() ?? 0
    )
  }

  private func smallest(by count: (Architecture) -> Int) -> Architecture {
    let candidates = smallestArchitectures
    return candidates.dropFirst().reduce(candidates[0]) { count($1) < count($0) ? $1 : $0 }
  }
}
