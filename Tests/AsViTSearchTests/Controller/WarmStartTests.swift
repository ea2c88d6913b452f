import AsViTArchitecture
import AsViTProxies
import AsViTSearch
import Testing

struct WarmStartTests {
  private let limits = SearchLimits(maxMACs: 6_000_000)

  private func search(_ metric: Metric?) throws -> Search {
    try Search(
      space: .shipped("asvit-design-32"),
      settings: SearchSettings(limits: limits, warmStart: metric))
  }

  @Test func `a policy starts at the exact optimum in what the metric decides`() throws {
    let search = try search(SpectralCapacity.metric)
    let exact = try ExactSearch(
      space: search.space, objective: Objective([SpectralCapacity.self]), limits: limits)
    let optimum = try #require(try exact.designs(count: 1).first).genotype
    #expect(search.start == optimum)
    let plain = try #require(try self.search(nil).policy).probabilities
    let policy = try #require(search.policy).probabilities
    let selection = try search.space.selection(of: optimum)
    #expect(exact.isDecided.contains(false))
    for (choice, isDecided) in exact.isDecided.enumerated() {
      if isDecided {
        let likeliest = policy[choice].indices.max { policy[choice][$0] < policy[choice][$1] }
        #expect(likeliest == selection[choice])
      } else {
        #expect(policy[choice] == plain[choice])
      }
    }
  }

  @Test func `without a metric the start is the paper's`() throws {
    let search = try search(nil)
    #expect(search.start == nil)
    #expect(try #require(search.policy).entropy > search.space.initialEntropy - 1e-4)
  }

  @Test func `a metric that is no sum over layers is refused`() throws {
    #expect(throws: SearchError.self) { try search(LengthDistortion.metric) }
  }
}
