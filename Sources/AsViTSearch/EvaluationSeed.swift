public import AsViTArchitecture
public import AsViTNumerics

extension Seed {
  /// The seed under which a run with this root scores an architecture.
  ///
  /// - Parameter draw: counts from 0; above 0 only where the same architecture is scored anew.
  public func evaluating(_ genotype: Genotype, draw: Int = 0) -> Seed {
    let seed = derived("evaluate").derived(genotype.description)
    return draw == 0 ? seed : seed.derived("draw \(draw)")
  }
}
