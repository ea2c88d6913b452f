extension LabelledImages {
  /// Only `count` pictures, of each class the same share and at least one, evenly apart in the order
  /// of the set; all where there are no more.
  ///
  /// - Throws: `fewerThanClasses`, about the set at `path`, when there would be no picture of a class
  ///   that has some.
  func thinned(to count: Int, path: String) throws(DataError) -> LabelledImages {
    guard count < self.count else { return self }
    let members = members
    let occupiedCount = members.count { !$0.isEmpty }
    guard count >= occupiedCount else {
      throw DataError(path: path, problem: .fewerThanClasses(images: count, classes: occupiedCount))
    }
    // Beyond the first of each class, the ends of the classes' shares are rounded, not the shares,
    // so that they add up.
    let (wanted, available) = (count - occupiedCount, self.count - occupiedCount)
    var passed = 0
    let positions = members.filter { !$0.isEmpty }.flatMap { positions in
      let start = passed * wanted / available
      passed += positions.count - 1
      let share = 1 + passed * wanted / available - start
      return (0..<share).map { positions[$0 * positions.count / share] }
    }
    return subset(positions.sorted())
  }
}
