import ArgumentParser
import AsViTArchitecture
import AsViTData
import AsViTExport
import AsViTNetwork
import AsViTNumerics
import AsViTProxies
import AsViTReport
import AsViTSearch
import FoundationEssentials

struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Score architectures at initialisation.",
    discussion: """
      A genotype is 'kernel,split,expansion[,depth]' for each of four stages, joined by '|', then \
      '|heads[,hiddenSize]'; a space of another family has the notation of that. It need not be in \
      the space, which gives image size and classes. With the seed of a search the scores are those of that search.

      Metrics: \(ProxyList.explanation).

      With --weights a trained network is scored: repeats have the same weights and other circles; \
      what has no circle is measured once.

      Examples:
        asvit score '8,2,3|4,1,2|4,1,4|4,1,6|32'
        asvit score --space asvit-64 --metrics length,kappa,curvature,gauss \\
          --file genotypes.txt --csv
        asvit score '8,2,3,5|4,1,2,2|4,1,4,5|4,1,6,2|32,180' --repeats 1 --json
        asvit spaces sample asvit-32 --count 20 | asvit score --space asvit-32 \\
          --file - --csv
        asvit score --space vit-32 '192x12|3,4'
        asvit score --weights runs/mine/weights.safetensors
      """)

  enum Format: String, EnumerableFlag {
    case json, csv

    static func help(for format: Format) -> ArgumentHelp? {
      switch format {
      case .json: "Print JSON with every repeat."
      case .csv: "Print comma-separated values, each line as soon as it is known."
      }
    }
  }

  @OptionGroup var list: GenotypeList

  @Option(
    help: ArgumentHelp(
      "A file of weights that asvit wrote, whose network is scored as it is.", valueName: "path"))
  var weights: String?

  @Option(
    help: ArgumentHelp(
      "What to measure, joined by commas: \(ProxyList.words).", valueName: "metrics"),
    transform: ProxyList.init(argument:))
  var metrics = ProxyList.paper

  @OptionGroup(title: "Scores")
  var scoring: ScoringOptions

  @Flag var format: Format?

  func validate() throws {
    guard !list.isEmpty || weights != nil else {
      throw ValidationError("Name at least one genotype, a file of them with --file, or --weights.")
    }
    guard weights == nil || list.isEmpty && scoring.space == nil else {
      throw ValidationError(
        "Weights know their architecture and image size: leave out genotypes, --file and --space.")
    }
  }

  func run() throws { try scoring.process.ranks.run(run) }

  private func run(in job: RankJob) throws {
    let subjects = try subjects(isWorker: job.isWorker)
    let architectures = subjects.architectures
    let settings = scoring.settings(metrics)
    let images = try scoring.loadImages(
      metrics, side: subjects.imageSide, normalisation: subjects.normalisation)
    let scorer = scoring.scorer(images: images, settings: settings)
    let ranks = ScoringRanks(
      job: job, scorer: scorer, family: subjects.family, images: images.map(ImagesRecord.init),
      settings: ScoringRanks.Settings(space: subjects.space, proxies: settings))
    if job.isWorker { return try ranks.serve() }

    let memory = scorer.memoryBound(of: architectures)
    try requireMemory(memory, remedy: ScoringOptions.lessMemory)
    notice("memory: at most \(memory.shownAsBytes)")
    let table = ScoreTable(metrics: metrics.metrics)
    if format == .csv { try printResult(table.csvHeader) }
    var status = StatusLine()
    let site = try ranks.site()
    let evaluations = architectures.map { architecture in
      Evaluation(
        architecture: architecture,
        seed: Seed(UInt64(scoring.seed)).evaluating(architecture.genotype))
    }
    var records: [ScoredArchitecture] = []
    for (index, evaluation) in evaluations.enumerated() {
      let (architecture, seed) = (evaluation.architecture, evaluation.seed)
      status.show(
        Progress(
          fraction: Double(index) / Double(architectures.count),
          parts: ["scoring \(index + 1)/\(architectures.count)", "\(architecture.genotype)"]))
      if subjects.network == nil {
        try site.expect(Array(evaluations[index...].prefix(site.lookahead)))
      }
      let scores =
        try subjects.network.map { scorer.scores(of: $0, seed: seed) }
        ?? site.scores(of: architecture, seed: seed, after: records.map(\.scores))
      let record = ScoredArchitecture(architecture, scores: scores)
      status.clear()
      if format == .csv { try printResult(table.csvLine(of: record)) }
      records.append(record)
    }
    try site.finish()
    switch format {
    case .csv: break
    case .json:
      try printJSON(
        ScoreReport(
          space: subjects.space, weights: weights, seed: UInt64(scoring.seed), proxies: settings,
          images: ranks.images, architectures: records))
    case nil: try printResult(table.text(of: records))
    }
  }

  /// What is scored.
  private struct Subjects {
    let architectures: [Architecture]
    /// The only one, when it has weights.
    let network: Network<Float>?
    let family: any Family
    let space: SpaceRecord?
    let imageSide: Int
    let normalisation: Normalisation
  }

  /// - Parameter isWorker: whether what is scored is another rank's to know.
  private func subjects(isWorker: Bool) throws -> Subjects {
    if let weights {
      let file = try openWeights(weights)
      try requireMemoryForWeights(of: file.architecture)
      return Subjects(
        architectures: [file.architecture], network: Network(try file.parameters()),
        family: file.description.family, space: nil,
        imageSide: file.architecture.imageSide, normalisation: file.description.normalisation)
    }
    let space = try scoring.spaceFile()
    // The first rank alone reads them, and hands them out.
    let architectures =
      try isWorker
      ? []
      : list.map { (genotype) throws(ArchitectureError) in
        try space.space.architecture(for: genotype)
      }
    return Subjects(
      architectures: architectures, network: nil, family: space.space.family,
      space: space.record,
      imageSide: space.space.family.imageSide, normalisation: space.space.normalisation)
  }
}
