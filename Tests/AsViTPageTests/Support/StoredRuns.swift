import AsViTArchitecture
import AsViTNumerics
import AsViTProxies
import AsViTSearch
import AsViTStatistics
import AsViTTestSupport
import FoundationEssentials

@testable import AsViTReport

/// Runs in a folder of their own, with scores that are made up but depend on architecture and seed
/// as real ones do.
struct StoredRuns {
  let temporary: TemporaryFolder

  init() throws { temporary = try TemporaryFolder() }

  private let machine = Machine(processor: "A <fast> & big one", processorCount: 2, threads: 1)
  private let images = ImagesRecord.named(["a.jpg", "b.jpg"])

  private func record<Settings>(
    _ settings: Settings, command: [String]
  ) -> RunRecord<Settings> {
    RunRecord(
      command: command, settings: settings, versions: .current, machine: machine,
      started: Date(timeIntervalSince1970: 0))
  }

  private var proxies: ProxySettings { ProxySettings(repeatCount: 3) }

  /// - Parameter stop: the number of steps after which the run is left unfinished.
  func search(
    _ name: String = "run", controller: ControllerKind = .reinforce, seed: UInt64 = 3,
    yaml: String = tinySpace, stoppingAfter stop: Int? = nil
  ) throws -> StoredRun {
    let settings = SearchSettings(
      controller: controller, stepCount: 30, seed: seed,
      limits: SearchLimits(maxParameters: controller == .exact ? 60_000 : nil),
      objective: controller == .exact
        ? Objective([Objective.Term(SpectralCapacity.metric, .higher)]) : .paper)
    let folder = try RunFolder(at: "\(temporary.path)/\(name)")
    let record = record(
      SearchRunSettings(
        space: SpaceRecord(name: "tiny", yaml: yaml), search: settings, proxies: proxies,
        images: images), command: ["asvit", "search", "--out", name])
    _ = try folder.begin(record)
    let space = try SearchSpace(yaml: yaml, file: "tiny.yaml")
    var run = try SearchRun(of: Search(space: space, settings: settings), in: folder)
    while !run.search.isFinished, run.search.completedStepCount < stop ?? 30 {
      try run.step(scoring: scores)
    }
    if stop == nil {
      try folder.finish(
        RunReport(
          of: record, versions: .current, machine: machine, result: try run.result(scoring: scores),
          timings: Timings(
            started: record.started, finished: "1970-01-01T00:01:00Z",
            stepSeconds: run.stepSeconds)))
    }
    return try StoredRun(at: folder.path)
  }

  /// - Parameter stop: the number of evaluations after which the run is left unfinished.
  func scale(
    _ name: String = "family", policy: GrowthPolicy = .asvit, stoppingAfter stop: Int? = nil
  ) throws -> StoredRun {
    let settings = GrowthSettings(
      topology: Genotype("4,2,1|2,2,2|2,1,1|2,1,1|24"), policy: policy,
      reach: .targets([1_000_000, 2_000_000]))
    let folder = try RunFolder(at: "\(temporary.path)/\(name)")
    let record = record(
      ScaleRunSettings(
        space: SpaceRecord(name: "tiny", yaml: tinySpace), growth: settings, allowsAbove: false,
        proxies: proxies, images: images), command: ["asvit", "scale", "--out", name])
    _ = try folder.begin(record)
    let space = try SearchSpace(yaml: tinySpace, file: "tiny.yaml")
    var run = try GrowthRun(of: Growth(of: space.family, settings: settings), in: folder)
    while !run.machine.isFinished, run.evaluationSeconds.count < stop ?? .max {
      try run.evaluate(scoring: scores)
    }
    if stop == nil {
      try folder.finish(
        RunReport(
          of: record, versions: .current, machine: machine,
          result: ScaleResultRecord(run.machine, allowsAbove: false),
          timings: Timings(
            started: record.started, finished: "1970-01-01T00:01:00Z",
            stepSeconds: run.stepSeconds)))
    }
    return try StoredRun(at: folder.path)
  }

  /// An audit of the 32 architectures of the space, twice each, against two targets.
  ///
  /// - Parameter stop: the number of evaluations after which the run is left unfinished.
  func audit(_ name: String = "audit", stoppingAfter stop: Int? = nil) throws -> StoredRun {
    let space = try SearchSpace(yaml: tinySpace, file: "tiny.yaml")
    var rng = SplitMix64(seed: Seed(1))
    let genotypes = (0..<64).map { row in
      space.genotype(for: (0..<5).map { row >> $0 & 1 })
    }
    let settings = AuditSettings(
      genotypes: genotypes,
      targets: [
        GenotypeTable.Column(
          name: "top <1>", higherIsBetter: true, values: genotypes.map { _ in rng.uniform() }),
        GenotypeTable.Column(
          name: "loss", higherIsBetter: false,
          values: genotypes.indices.map { $0 < 30 ? Double($0) : nil }),
      ], noise: 0.5)
    let metrics =
      Audit.baselines.map { $0.metric } + [LengthDistortion.metric, ConditionNumber.metric]
    let folder = try RunFolder(at: "\(temporary.path)/\(name)")
    let record = record(
      AuditRunSettings(
        space: SpaceRecord(name: "tiny", yaml: tinySpace), audit: settings,
        proxies: ProxySettings(metrics: Set(metrics), repeatCount: 3), images: images),
      command: ["asvit", "audit", "--out", name])
    _ = try folder.begin(record)
    var run = try AuditRun(of: Audit(of: settings, in: space), in: folder)
    while !run.machine.isFinished, run.evaluationSeconds.count < stop ?? .max {
      try run.evaluate { architecture, seed in
        var scores = scores(of: architecture, seed: seed)
        for proxy in Audit.baselines {
          scores[proxy.metric] = Measurement(repeats: [.value(proxy.value(of: architecture))])
        }
        return scores
      }
    }
    if stop == nil {
      try folder.finish(
        RunReport(
          of: record, versions: .current, machine: machine,
          result: AuditResultRecord(run.machine, metrics: metrics, workers: Workers(count: 1)),
          timings: Timings(
            started: record.started, finished: "1970-01-01T00:01:00Z",
            stepSeconds: run.evaluationSeconds)))
    }
    return try StoredRun(at: folder.path)
  }
}

private func scores(of architecture: Architecture, seed: Seed) -> Scores {
  var rng = SplitMix64(seed: seed)
  func repeats(around mean: Int) -> Measurement {
    Measurement(
      repeats: (0..<3).map { _ in .value(Double(mean) + Double(rng.next() >> 11) * 0x1p-53) })
  }
  return [
    LengthDistortion.metric: repeats(around: architecture.parameterCount % 97),
    ConditionNumber.metric: architecture.macCount % 5 == 0
      ? Measurement(repeats: [.value(7), .singular, .value(8)])
      : repeats(around: 1 + architecture.macCount % 89),
    ParameterCount.metric: Measurement(repeats: [.value(Double(architecture.parameterCount))]),
  ]
}

extension ImagesRecord {
  fileprivate static func named(_ names: [String]) -> ImagesRecord {
    let list = names.map { "\"\($0)\"" }.joined(separator: ",")
    let text = "{\"names\":[\(list)],\"digest\":\"0123456789abcdef\"}"
    do {
      return try CanonicalJSON.decode(ImagesRecord.self, from: Array(text.utf8), of: "images")
    } catch {
      preconditionFailure("\(error)")
    }
  }
}
