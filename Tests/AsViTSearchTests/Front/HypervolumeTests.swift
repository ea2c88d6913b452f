import AsViTNumerics
import Testing

@testable import AsViTSearch

@Suite struct HypervolumeTests {
  /// The volume of a union of boxes by inclusion and exclusion, over all their intersections.
  private func inclusionExclusion(_ costs: [[Double]], to reference: [Double]) -> Double {
    (1..<(1 << costs.count)).reduce(0) { sum, subset in
      let chosen = costs.indices.filter { subset >> $0 & 1 == 1 }
      let volume = reference.indices.reduce(1.0) { volume, term in
        let corner = chosen.map { costs[$0][term] }.max() ?? 0
        return volume * max(0, reference[term] - corner)
      }
      return chosen.count.isMultiple(of: 2) ? sum - volume : sum + volume
    }
  }

  @Test(arguments: [1, 2, 3, 4])
  func `it is that of inclusion and exclusion`(terms: Int) {
    var rng = SplitMix64(seed: Seed(UInt64(terms)))
    for count in 1...9 {
      // Some are beyond the reference, some equal in a term, some dominated.
      let costs = (0..<count).map { _ in
        (0..<terms).map { _ in Double(rng.index(below: 12)) / 10 }
      }
      let reference = [Double](repeating: 1, count: terms)
      let (own, expected) = (
        hypervolume(of: costs, to: reference), inclusionExclusion(costs, to: reference)
      )
      #expect(abs(own - expected) < 1e-12, "\(costs)")
    }
  }

  @Test func `points that are not better than the reference add nothing`() {
    #expect(hypervolume(of: [[1, 0], [2, 2]], to: [1, 1]) == 0)
    #expect(hypervolume(of: [], to: [1, 1]) == 0)
    #expect(hypervolume(of: [[0.5, 0.25], [1, 0]], to: [1, 1]) == 0.375)
  }
}
