import AsViTArchitecture
import AsViTNumerics
import AsViTProxies
import AsViTSearch
import Testing

/// Exact searches as `Search` makes them.
struct ExactControllerTests {
  private static let capacity = Objective([Objective.Term(SpectralCapacity.metric, .higher)])

  /// Of 12 to 16 blocks only where the depths are large.
  private static let space: SearchSpace = {
    let yaml = """
      family: vit
      image: {side: 224, mean: [0, 0, 0], deviation: [1, 1, 1]}
      classes: 10
      patch: 32
      width: [48, 24, 720]
      depth: [2, 13, 15, 18]
      heads: [3, 6]
      mlp-ratio: [2, 3]
      """
    do { return try SearchSpace(yaml: yaml, file: "x.yaml") } catch { fatalError("\(error)") }
  }()

  private func search(
    _ objective: Objective = capacity, limits: SearchLimits = SearchLimits(),
    blocks: ClosedRange<Int>? = nil, stepCount: Int = 10
  ) throws -> Search {
    try Search(
      space: Self.space,
      settings: SearchSettings(
        controller: .exact, stepCount: stepCount, limits: limits, blocks: blocks,
        objective: objective))
  }

  private func scores(_ architecture: Architecture, _: Seed) -> Scores {
    var scores = Scores()
    for proxy in proxies.compactMap({ $0 as? any ClosedFormProxy.Type }) {
      scores[proxy.metric] = Measurement(repeats: [.value(proxy.value(of: architecture))])
    }
    return scores
  }

  @Test func `steps are the designs, best first, and the first is the result`() throws {
    var search = try search(limits: SearchLimits(maxParameters: 500_000))
    var steps: [SearchStep] = []
    while !search.isFinished { steps.append(try search.step(scoring: scores)) }
    let designs = try #require(search.exact).designs.map(\.design)
    #expect(steps.map(\.genotype) == designs.map(\.genotype))
    #expect(steps.count > 1)
    let values = steps.map { $0.scores.value(of: SpectralCapacity.metric)! }
    #expect(values == values.sorted(by: >))
    for (value, design) in zip(values, designs) {
      #expect(abs(value - design.score) < 1e-12 * value)
    }
    #expect(try search.found(scoring: scores).genotype == designs[0].genotype)
    #expect(search.ranked.map(\.genotype) == designs.map(\.genotype))
  }

  @Test func `a search ends with its designs and replays its steps`() throws {
    var first = try search(
      Objective([Objective.Term(DepthTimesWidth.metric, .higher)]), stepCount: 1000)
    #expect(first.stepCount == 1)
    var second = first
    let step = try first.step(scoring: scores)
    #expect(first.isFinished)
    #expect(try second.replay(step) == step)
  }

  @Test func `less is better where the objective says so`() throws {
    let search = try search(Objective([Objective.Term(Depth.metric, .lower)]), stepCount: 1)
    #expect(search.exact?.designs[0].design.genotype == "48x2|3,2")
  }

  @Test func `what is beyond the evidence is marked`() throws {
    func beyond(_ blocks: ClosedRange<Int>?, _ limits: SearchLimits) throws
      -> [Extrapolation]
    {
      try #require(search(limits: limits, blocks: blocks).exact).designs[0].extrapolations
    }
    let small = SearchLimits(maxParameters: 1_000_000)
    #expect(try beyond(nil, small) == [.blocks])
    #expect(try beyond(12...16, small) == [])
    #expect(try beyond(nil, SearchLimits()) == [.blocks, .widths])
    let unknown = try search(Objective([Objective.Term(Depth.metric, .higher)]))
    #expect(unknown.exact?.designs[0].extrapolations == [.metric])
    #expect(unknown.exact?.evidence == nil)
  }

  @Test func `the blocks of the evidence are looked at where the space has them`() throws {
    let search = try ExactSearch(space: Self.space, objective: Self.capacity)
    #expect(search.blockCounts == 2...18)
    #expect(search.blocksOfEvidence(for: SpectralCapacity.metric) == 12...16)
    #expect(search.blocksOfEvidence(for: Depth.metric) == nil)
    let shallow = try ExactSearch(space: .imageNet, objective: Self.capacity)
    #expect(shallow.blockCounts == 4...4)
    #expect(shallow.blocksOfEvidence(for: SpectralCapacity.metric) == nil)
  }

  @Test func `networks of the same image side speak against capacity`() throws {
    func opposing(_ name: String) throws -> [String] {
      let search = try Search(
        space: .shipped(name),
        settings: SearchSettings(controller: .exact, stepCount: 1, objective: Self.capacity))
      return try #require(search.exact).opposing.map(\.source)
    }
    #expect(try opposing("asvit-32").count == 1)
    #expect(try opposing("asvit-64").isEmpty)
  }

  @Test func `undecided choices of blocks that are not there are left out`() throws {
    let exact = try #require(search(blocks: 2...2).exact)
    #expect(exact.undecided.map(\.name) == ["heads 1", "heads 2"])
    #expect(exact.undecided.map(\.option) == ["3", "3"])
  }

  @Test(arguments: [
    (Objective.paper, "length,kappa"),
    (Objective([Objective.Term(CapacityTimesCost.metric, .higher)]), "capacity-macs"),
  ])
  func `objectives that are no sum over layers are refused`(
    objective: Objective, words: String
  ) throws {
    let error = try #require(throws: SearchError.self) { try search(objective) }
    #expect(
      error.description
        == "an exact search goes by one metric that is a sum over layers, not by \(words); "
        + "possible: params, macs, depth-width, depth, capacity, log-width")
  }
}
