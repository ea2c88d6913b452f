extension String {
  /// The word with the fewest insertions, deletions and replacements of characters to this one; nil
  /// when more than a third of the characters would change.
  package func nearest(among words: [String]) -> String? {
    // A much longer one is far from all.
    guard count <= 2 * (words.map(\.count).max() ?? 0) else { return nil }
    let nearest = words.map { (word: $0, distance: editDistance(to: $0)) }
      .min { $0.distance < $1.distance }
    guard let nearest, nearest.distance * 3 <= max(count, 3) else { return nil }
    return nearest.word
  }

  /// Levenshtein distance, one row at a time.
  private func editDistance(to other: String) -> Int {
    var row = Array(0...other.count)
    for (i, character) in enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, otherCharacter) in other.enumerated() {
        let replaced = diagonal + (character == otherCharacter ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = Swift.min(replaced, diagonal + 1, row[j] + 1)
      }
    }
    return row[other.count]
  }
}
