extension SearchSpace {
  /// Architectures among which are those with the fewest parameters and the fewest
  /// multiply-accumulates.
  ///
  /// Each choice says what its values do to both counts, whatever the others are: those that only
  /// grow or only shrink them stand at their least. The others are tried out, as As-ViT's head count,
  /// which is not monotone because the head dimension is rounded down. Limits leave a space empty
  /// exactly when none of these architectures keeps them.
  public var smallestArchitectures: [Architecture] {
    choices.reduce([[]] as [[Int]]) { selections, choice in
      let ascending = choice.options.indices.sorted { choice.options[$0] < choice.options[$1] }
      let tried: [Int] =
        switch choice.effect {
        case .grows: [ascending[0]]
        case .shrinks: [ascending[ascending.count - 1]]
        case .varies: Array(choice.options.indices)
        }
      return selections.flatMap { head in tried.map { head + [$0] } }
    }.map { architecture(for: $0) }
  }

  /// The architecture of the space with the fewest parameters.
  public var fewestParameters: Architecture { smallest { $0.parameterCount } }

  /// The architecture of the space with the fewest multiply-accumulates.
  public var fewestMACs: Architecture { smallest { $0.macCount } }

  private func smallest(by count: (Architecture) -> Int) -> Architecture {
    let candidates = smallestArchitectures
    return candidates.dropFirst().reduce(candidates[0]) { count($1) < count($0) ? $1 : $0 }
  }
}
