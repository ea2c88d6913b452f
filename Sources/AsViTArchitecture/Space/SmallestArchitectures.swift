extension SearchSpace {
  /// For each head count, the architecture with both the fewest parameters and the fewest
  /// multiply-accumulates.
  ///
  /// At a given head count both counts are sums of terms that each grow with one kernel size or one
  /// expansion ratio, and, for multiply-accumulates, fall with one window split. So the smallest
  /// kernels and ratios with the largest splits are least in both. The head count itself is not
  /// monotone, because the head dimension is rounded down. Limits leave a space empty exactly when
  /// none of these architectures keeps them.
  public var smallestArchitectures: [Architecture] {
    var selection = choices.map { choice in
      let ascending = choice.options.indices.sorted { choice.options[$0] < choice.options[$1] }
      return choice.gene == .windowSplit ? ascending[ascending.count - 1] : ascending[0]
    }
    guard let heads = choices.firstIndex(where: { $0.gene == .finalHeadCount }) else {
      return [architecture(for: selection)]
    }
    return choices[heads].options.indices.map { index in
      selection[heads] = index
      return architecture(for: selection)
    }
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
