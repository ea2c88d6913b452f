import AsViTArchitecture
import AsViTData
import AsViTNumerics
import AsViTProxies
import AsViTSearch
import AsViTTestSupport
import Testing

@testable import AsViTRanks

@Suite struct ScoringTests {
  private static let settings = ProxySettings(
    metrics: Set(proxies.map { $0.metric }), circlePointCount: 4, repeatCount: 3)

  private static func images() -> [Image] {
    var rng = SplitMix64(seed: Seed(3))
    return (0..<4).map { _ in
      Image(width: 32, height: 32, values: (0..<3072).map { _ in Float(rng.normal()) })
    }
  }

  private static func scorer(_ settings: ProxySettings = settings) -> ProxyScorer {
    ProxyScorer(images: images(), settings: settings, threadCount: 1)
  }

  private func space(_ text: String) throws -> SearchSpace {
    try SearchSpace(yaml: text, file: "tiny.yaml")
  }

  /// What `body` makes of a site on some ranks.
  private func onRanks<Value>(
    _ size: Int, in space: SearchSpace, settings: ProxySettings = settings,
    _ body: (CrewSite) throws -> Value
  ) throws -> Value {
    let family = space.family
    return try ThreadJob(size: size).run { transport in
      let units = ScoreUnits(Self.scorer(settings), of: family) { _ in }
      try transport.follow(as: .test(), computing: units.compute)
    } first: { transport in
      let scorer = Self.scorer(settings)
      let units = ScoreUnits(scorer, of: family) { _ in }
      let crew = try Crew(transport, as: .test(), deadline: 60, computing: units.compute)
      return try body(CrewSite(crew, scorer: scorer))
    }
  }

  @Test(arguments: [tinySpace, tinyPlainSpace, tinyPoolingSpace])
  func `scores are those of one process, to the bit`(text: String) throws {
    let space = try space(text)
    var rng = SplitMix64(seed: Seed(1))
    let architectures = try (0..<3).map { _ in
      try space.architecture(for: space.sample(using: &rng))
    }
    let local = LocalSite(Self.scorer())
    for size in [2, 3] {
      try onRanks(size, in: space) { site in
        for architecture in architectures {
          let scores = try site.scores(of: architecture, seed: Seed(9))
          #expect(try scores == local.scores(of: architecture, seed: Seed(9)))
        }
      }
    }
  }

  @Test func `repeats end where those of one process end`() throws {
    let space = try space(tinySpace)
    let settings = ProxySettings(circlePointCount: 4, repeatCount: 5, errorShare: 0.2)
    var rng = SplitMix64(seed: Seed(1))
    let architectures = try (0..<6).map { _ in
      try space.architecture(for: space.sample(using: &rng))
    }
    func all(at site: some EvaluationSite) throws -> [Scores] {
      try architectures.reduce(into: []) { seen, architecture in
        try seen.append(site.scores(of: architecture, seed: Seed(9), after: seen))
      }
    }
    let alone = try all(at: LocalSite(Self.scorer(settings)))
    let counts = Set(alone.compactMap { $0[LengthDistortion.metric]?.repeats.count })
    #expect(counts.count > 1)
    #expect(try onRanks(2, in: space, settings: settings) { try all(at: $0) } == alone)
  }

  @Test(arguments: [ControllerKind.reinforce, .random, .evolution], [false, true])
  func `a search comes to the same steps`(controller: ControllerKind, rescores: Bool) throws {
    let space = try space(tinySpace)
    let proxies = ProxySettings(
      metrics: [LengthDistortion.metric, ConditionNumber.metric, ParameterCount.metric],
      circlePointCount: 3, repeatCount: 2)
    let settings = SearchSettings(controller: controller, stepCount: 60, rescores: rescores)
    func steps(_ site: any EvaluationSite) throws -> [SearchStep] {
      var search = try Search(space: space, settings: settings)
      var foresight = SearchForesight()
      var steps: [SearchStep] = []
      while !search.isFinished {
        try site.expect(foresight.evaluations(of: search, inNext: site.lookahead))
        steps.append(try search.step(scoring: site.scores))
      }
      return steps
    }
    let alone = try steps(LocalSite(Self.scorer(proxies)))
    let together = try onRanks(3, in: space, settings: proxies) { site in
      let steps = try steps(site)
      #expect(site.unaskedCount == 0)
      return steps
    }
    #expect(together == alone)
  }

  @Test(arguments: [2, 3, 7]) func `while one evaluation ends the ranks have units of others`(
    size: Int
  ) throws {
    let settings = ProxySettings(circlePointCount: 3, repeatCount: 5)
    let partCount = Self.scorer(settings).drawnParts.count
    try onRanks(size, in: space(tinySpace), settings: settings) { site in
      #expect((site.lookahead - 1) * partCount >= 4 * size)
    }
  }

  @Test func `what a rank refuses to score is told`() throws {
    struct Small: Error, CustomStringConvertible { let description = "too little memory" }
    let space = try space(tinySpace)
    let (family, architecture) = (
      space.family, space.architecture(for: space.choices.map { _ in 0 })
    )
    let error = #expect(throws: RankError.self) {
      _ = try ThreadJob(size: 2).run { transport in
        let units = ScoreUnits(Self.scorer(), of: family) { _ in throw Small() }
        try transport.follow(as: .test(host: "n1"), computing: units.compute)
      } first: { transport in
        let units = ScoreUnits(Self.scorer(), of: family) { _ in }
        let crew = try Crew(transport, as: .test(), deadline: 60, computing: units.compute)
        return try CrewSite(crew, scorer: Self.scorer()).scores(of: architecture, seed: Seed(0))
      }
    }
    #expect(error == .rank(RankName(rank: 1, host: "n1"), "too little memory"))
  }

  @Test func `the self-test comes to the same every time`() {
    #expect(SelfTest.digest() == SelfTest.digest())
    #expect(SelfTest.digest().count == 16)
  }
}
