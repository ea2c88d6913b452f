import AsViTNumerics
import Testing

@testable import AsViTSearch

@Suite struct NonDominatedSortingTests {
  /// Points whose whole coordinates are often equal, and some without a value.
  private func points(_ count: Int, terms: Int, seed: UInt64) -> [[Double]] {
    var rng = SplitMix64(seed: Seed(seed))
    return (0..<count).map { _ in
      (0..<terms).map { _ in
        let value = rng.index(below: 9)
        return value == 8 ? .infinity : Double(value)
      }
    }
  }

  /// Peels off, again and again, what no other that is left is at most in every and less in one term.
  private func peeled(_ costs: [[Double]]) -> [[Int]] {
    var (left, fronts) = (Set(costs.indices), [] as [[Int]])
    while !left.isEmpty {
      let front = left.filter { a in
        !left.contains { b in
          var (isAtMost, isLess) = (true, false)
          for term in costs[a].indices {
            if costs[b][term] > costs[a][term] { isAtMost = false }
            if costs[b][term] < costs[a][term] { isLess = true }
          }
          return isAtMost && isLess
        }
      }
      fronts.append(front.sorted())
      left.subtract(front)
    }
    return fronts
  }

  @Test(arguments: [1, 2, 3, 4], [0, 1, 2, 40])
  func `fronts are those of peeling by plain loops`(terms: Int, count: Int) {
    for seed in 0..<20 as Range<UInt64> {
      let costs = points(count, terms: terms, seed: seed)
      #expect(nonDominatedFronts(of: costs) == peeled(costs))
    }
  }

  @Test func `crowding is the normalised distance between neighbours, by plain loops`() {
    var rng = SplitMix64(seed: Seed(3))
    for terms in 1...3 {
      // Distinct in every term.
      let costs = (0..<12).map { _ in (0..<terms).map { _ in rng.uniform() } }
      let expected = costs.indices.map { point in
        (0..<terms).reduce(0.0) { sum, term in
          let values = costs.map { $0[term] }
          let own = values[point]
          guard let below = values.filter({ $0 < own }).max(),
            let above = values.filter({ $0 > own }).min()
          else { return .infinity }
          return sum + (above - below) / ((values.max() ?? 0) - (values.min() ?? 0))
        }
      }
      let distances = crowdingDistances(of: costs)
      for (distance, expected) in zip(distances, expected) {
        #expect(distance == expected || abs(distance - expected) < 1e-12)
      }
    }
  }

  @Test func `crowding of three points on a line, and of equals`() {
    #expect(crowdingDistances(of: [[0, 4], [1, 3], [4, 0]]) == [.infinity, 2, .infinity])
    #expect(crowdingDistances(of: [[1, 2], [1, 2]]) == [0, 0])
    #expect(crowdingDistances(of: [[1, .infinity], [2, 0]]) == [.infinity, .infinity])
    #expect(crowdingDistances(of: []) == [])
  }
}
