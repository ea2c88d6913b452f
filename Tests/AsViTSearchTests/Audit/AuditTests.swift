import AsViTArchitecture
import AsViTNumerics
import AsViTProxies
import AsViTSearch
import AsViTStatistics
import Testing

struct AuditTests {
  private let space: SearchSpace
  private let settings: AuditSettings
  private let workers = Workers(count: 2)

  /// Six rows of five architectures, one trained twice. The length distortion that `score` makes up ranks them as the
  /// accuracy does.
  init() throws {
    space = try SearchSpace(
      yaml: """
        family: vit
        image:
          side: 32
          mean: [0.485, 0.456, 0.406]
          deviation: [0.229, 0.224, 0.225]
        classes: 10
        patch: 8
        width: [16, 32]
        depth: [1, 2, 3]
        heads: 2
        mlp-ratio: 2
        """, file: "plain.yaml")
    settings = AuditSettings(
      genotypes: ["16x1|2,2", "16x2|2,2", "16x1|2,2", "32x1|2,2", "32x2|2,2", "32x3|2,2"],
      targets: [
        GenotypeTable.Column(
          name: "accuracy", higherIsBetter: true, values: [0.5, 4, 1.5, 3, nil, 6]),
        GenotypeTable.Column(
          name: "loss", higherIsBetter: false, values: [9, 8, 7, 6, 5, 4]),
      ],
      scores: [
        GenotypeTable.Column(
          name: "epoch", higherIsBetter: false, values: [3, 2, 3, 1, 0.5, nil])
      ], seed: 5)
  }

  private let metrics =
    Audit.baselines.map { $0.metric } + [LengthDistortion.metric, ConditionNumber.metric]

  /// Depth and width, and no condition number for one of them.
  private func score(_ architecture: Architecture) -> Scores {
    var scores: Scores = [
      LengthDistortion.metric: Measurement(repeats: [
        .value(Double(architecture.blockWidths.count) + Double(architecture.blockWidths[0]) / 64)
      ]),
      ConditionNumber.metric: Measurement(repeats: [
        architecture.genotype == "16x2|2,2"
          ? .singular : .value(Double(architecture.macCount))
      ]),
    ]
    for proxy in Audit.baselines {
      scores[proxy.metric] = Measurement(repeats: [.value(proxy.value(of: architecture))])
    }
    return scores
  }

  private func finished() throws -> Audit {
    var audit = try Audit(of: settings, in: space)
    while let evaluation = audit.next { audit.record(score(evaluation.architecture)) }
    return audit
  }

  @Test func `every architecture is scored once, under the seed of its genotype`() throws {
    var audit = try Audit(of: settings, in: space)
    var seen: [Genotype] = []
    while let evaluation = audit.next {
      #expect(evaluation.seed == Seed(5).evaluating(evaluation.architecture.genotype))
      seen.append(evaluation.architecture.genotype)
      audit.record(score(evaluation.architecture))
    }
    #expect(seen == ["16x1|2,2", "16x2|2,2", "32x1|2,2", "32x2|2,2", "32x3|2,2"])
    #expect(audit.isFinished)
  }

  @Test func `baselines come first, then metrics, the paper's objective and other scores`() throws {
    let result = try finished().result(of: metrics, workers: workers)
    let names = [
      "parameterCount", "macCount", "depthTimesWidth", "depth", "lengthDistortion",
      "conditionNumber", "paperRankSum", "epoch",
    ]
    #expect(result.scores.map(\.score) == names)
    #expect(result.targets.map(\.target) == ["accuracy", "loss"])
    for target in result.targets { #expect(target.scores.map(\.score) == names) }
    #expect(result.scores.map(\.higherIsBetter).suffix(4) == [true, false, false, false])
    #expect(result.scores.map(\.missingCount).suffix(3) == [1, 0, 1])
    let without = try finished().result(
      of: metrics.filter { $0 != ConditionNumber.metric }, workers: workers)
    #expect(!without.scores.map(\.score).contains("paperRankSum"))
  }

  @Test func `a score that orders rows as the target does has a tau of 1`() throws {
    let result = try finished().result(of: metrics, workers: workers)
    let scores = Dictionary(uniqueKeysWithValues: result.targets[0].scores.map { ($0.score, $0) })
    #expect(result.targets[0].rowCount == 4)
    #expect(scores["lengthDistortion"]?.tau?.value == 1)
    #expect(scores["lengthDistortion"]?.regretUnderParameters.points == 0)
    // Fewer MACs count as better: those of the four with an accuracy order nothing right but the
    // failure, which ranks last.
    #expect(try #require(scores["conditionNumber"]?.tau).value < 0)
  }

  @Test func `meters are known by their correlation`() throws {
    let natures = try finished().result(of: metrics, workers: workers).scores
    let parameters = try #require(natures.first { $0.score == "parameterCount" })
    #expect(parameters.isSizeMeter && !parameters.isLayerCounter)
    let depth = try #require(natures.first { $0.score == "depth" })
    #expect(depth.isLayerCounter && !depth.isSizeMeter && depth.rhoWithDepth == 1)
  }

  @Test func `trainings of one architecture count as one, with their mean`() throws {
    let result = try finished().result(of: metrics, workers: workers)
    #expect(result.targets.map(\.rowCount) == [4, 5])
    #expect(result.targets[0].mean == 3.5)
    #expect(result.targets[1].mean == 6.2)
    let repeats = try #require(result.targets[0].repeats)
    #expect(repeats.trainingCount == 2 && repeats.architectureCount == 1)
    #expect(abs(repeats.deviation - 0.5.squareRoot()) < 1e-15)
    #expect(repeats.tau == nil)
  }

  @Test func `scores so far come to a result of their rows`() throws {
    var audit = try Audit(of: settings, in: space)
    #expect(audit.result(of: metrics, workers: workers).targets.isEmpty)
    for _ in 0..<3 { audit.record(score(audit.next!.architecture)) }
    let result = audit.result(of: metrics, workers: workers)
    #expect(result.targets.map(\.rowCount) == [3, 3])
    #expect(result.scores[7].missingCount == 0)
  }

  @Test func `the architectures with all scores can be read again`() throws {
    let table = try GenotypeTable(finished().csv(of: metrics))
    #expect(table.genotypes == ["16x1|2,2", "16x2|2,2", "32x1|2,2", "32x2|2,2", "32x3|2,2"])
    #expect(table.columns.map(\.name).prefix(2) == ["accuracy", "loss"])
    #expect(table.columns[0].values == [1, 4, 3, nil, 6])
    #expect(table.columns[1].values == [8, 8, 6, 5, 4])
    #expect(table.columns.last?.values == [3, 2, 1, 0.5, nil])
    #expect(
      table.columns.map(\.name)[2...5]
        == ["parameterCount", "macCount", "depthTimesWidth", "depth"])
    #expect(table.columns[7].name == "conditionNumber" && !table.columns[7].higherIsBetter)
    #expect(table.columns[7].values[1] == nil)
  }

  @Test func `a genotype of another family is refused`() {
    var settings = settings
    settings.genotypes[3] = "8,2,3"
    #expect(throws: ArchitectureError.self) { try Audit(of: settings, in: space) }
  }
}
