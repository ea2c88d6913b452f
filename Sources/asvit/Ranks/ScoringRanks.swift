import AsViTArchitecture
import AsViTProxies
import AsViTRanks
import AsViTReport

/// The ranks of a job, for the scores of architectures of a family.
struct ScoringRanks {
  let job: RankJob
  let scorer: ProxyScorer
  let family: any Family
  let images: ImagesRecord?
  /// What scores depend on beside images, seeds and architectures.
  let settings: Settings

  struct Settings: Encodable {
    /// Nil for weights that are scored as they are.
    let space: SpaceRecord?
    let proxies: ProxySettings
  }

  /// Computes what the first rank hands out, to the end of the job.
  func serve() throws {
    try job.follow(scoring: { try $0.serve(as: hello(), computing: units.compute) })
  }

  /// Where the first rank has architectures scored.
  func site(_ interruption: Interruption? = nil) throws -> any EvaluationSite {
    let hello = try hello()
    guard let crew = try job.crew(as: hello, interruption, computing: units.compute) else {
      return LocalSite(scorer)
    }
    return CrewSite(crew, scorer: scorer)
  }

  private var units: ScoreUnits {
    ScoreUnits(scorer, of: family) { [scorer] architecture in
      try requireMemory(
        scorer.memoryBound(of: [architecture]), for: "\(architecture.genotype)",
        remedy: ScoringOptions.lessMemory)
    }
  }

  private func hello() throws -> Hello {
    Hello(
      settings: try CanonicalJSON.digest(of: settings, for: "settings"), images: images?.digest)
  }
}

extension Hello {
  /// What this process is.
  ///
  /// - Parameters: digests.
  init(settings: String, images: String?) {
    self.init(
      host: RunOwner.current.host, version: asvitVersion, settings: settings, images: images,
      selfTest: SelfTest.digest())
  }
}
