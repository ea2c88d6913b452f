public import AsViTNumerics

/// Which images are held out for testing when a data set has no test set of its own.
public struct TestSplit: Hashable, Sendable {
  /// The share of each class that is held out.
  public let fraction: Double
  public let seed: Seed

  /// - Precondition: the fraction lies between 0 and 1.
  public init(fraction: Double = 0.2, seed: Seed) {
    precondition(fraction > 0 && fraction < 1, "\(fraction) is no share to hold out")
    self.fraction = fraction
    self.seed = seed
  }

  /// The positions held out from `images`, ascending.
  ///
  /// Of a class with n images, n · fraction are, rounded, but at least one and never all. What is
  /// taken of a class depends on the seed, its name and n alone.
  func heldOut(from images: LabelledImages) -> [Int] {
    zip(images.members, images.classNames).flatMap { positions, name in
      let share = Int((fraction * Double(positions.count)).rounded())
      let count = min(max(share, 1), positions.count - 1)
      return shuffledIndices(positions.count, seed: seed.derived("test split/\(name)"))
        .prefix(max(count, 0)).map { positions[$0] }
    }.sorted()
  }
}
