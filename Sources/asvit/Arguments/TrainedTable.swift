import ArgumentParser
import AsViTArchitecture
import AsViTNumerics
import AsViTReport
import AsViTSearch

/// A table of architectures that are sampled and trained for it.
struct TrainedTableOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Train so many architectures of the space in place of a TABLE: each option of a choice comes up \
      about as often as the others.
      """, valueName: "count"))
  var sample: Count?

  @Option(
    help: ArgumentHelp(
      "How often each is trained: with the seed, the one after it, and so on.", valueName: "count"))
  var seeds: Count = 2

  @Option(
    help: ArgumentHelp("Sample none with fewer parameters, such as 800k.", valueName: "count"))
  var minParams: Count?

  @Option(help: ArgumentHelp("Sample none with more parameters.", valueName: "count"))
  var maxParams: Count?

  @Option(
    help: ArgumentHelp(
      "Sample none with fewer multiply-accumulates per image, such as 4.5M.", valueName: "count"))
  var minMacs: Count?

  @Option(
    help: ArgumentHelp("Sample none with more multiply-accumulates per image.", valueName: "count"))
  var maxMacs: Count?

  private var band: SizeBand {
    SizeBand(
      minParameters: minParams?.value, maxParameters: maxParams?.value, minMACs: minMacs?.value,
      maxMACs: maxMacs?.value)
  }

  func validate() throws {
    try seeds.require(1...100, for: "seeds")
    guard sample != nil || band == SizeBand() else {
      throw ValidationError("Limits of size are for architectures that --sample draws.")
    }
  }
}

extension TrainedTableOptions {
  /// The trainings of a sample, one for each seed.
  ///
  /// - Parameter options: of 'asvit train'.
  func trainings(
    of count: Int, in space: SpaceFile, scoring: ScoringOptions, folder: RunOptions,
    options: [String]
  ) throws -> [TrainCommand] {
    let seed = UInt64(scoring.seed)
    let sample = try BalancedSample(
      of: space.space, count: count, within: band, seed: Seed(seed).derived("balanced sample"))
    return try (seed..<seed + UInt64(seeds.value)).map { seed in
      try .ofTable(
        sample.architectures.map(\.genotype), in: space, seed: seed, scoring: scoring,
        folder: folder, options: options)
    }
  }
}

extension TrainCommand {
  /// A training for the table of another command, in a folder of its own in that command's.
  ///
  /// - Parameter options: of 'asvit train'.
  static func ofTable(
    _ genotypes: [Genotype], in space: SpaceFile, seed: UInt64, scoring: ScoringOptions,
    folder: RunOptions, options: [String]
  ) throws -> TrainCommand {
    try ofTable(
      options + genotypes.flatMap { ["--genotype", $0.description] } + [
        "--space", scoring.space ?? space.space.name, "--seed", "\(seed)", "--threads",
        "\(scoring.threads.value)", "--out", "\(folder.out)/train/seed-\(seed)",
      ] + (folder.force ? ["--force"] : []))
  }

  /// - Throws: `ValidationError` when a table cannot be trained with these options.
  static func requireTable(options: [String]) throws {
    _ = try ofTable(options + ["--genotype", "1", "--out", "train"])
  }

  private static func ofTable(_ arguments: [String]) throws -> TrainCommand {
    let training = try following(arguments)
    let options = training.candidates
    guard options.candidates == nil && options.shortlist == nil else {
      throw ValidationError("--candidates: every architecture of a table is trained to the end.")
    }
    guard options.seeds == nil else {
      throw ValidationError("--seeds: is an option of the command that makes the table.")
    }
    return training
  }
}

/// What the trainings of a table came to, by the names of its columns.
enum TrainingTarget: String, CaseIterable, ExpressibleByArgument {
  /// The share of the test images that is right, in percent.
  case topOne = "top-1"
  /// On the test images.
  case loss

  var higherIsBetter: Bool { self == .topOne }

  /// Nil for a training that diverged.
  func value(of candidate: TrainedCandidateRecord) -> Double? {
    guard candidate.outcome == .finished, let last = candidate.evaluations.last else { return nil }
    return self == .topOne ? 100 * last.topOne : last.loss
  }
}

/// The rows of trainings as comma-separated values: genotype, seed and what it came to. What diverged
/// has empty fields.
func table(of trainings: [TrainReport]) -> String {
  let targets = TrainingTarget.allCases
  let rows = trainings.flatMap { report in
    report.result.candidates.map { candidate in
      ["\"\(candidate.genotype)\"", "\(report.settings.training.seed)"]
        + targets.map { $0.value(of: candidate).map { "\($0)" } ?? "" }
    }
  }
  let header = targets.map { ($0.higherIsBetter ? "" : "-") + $0.rawValue }
  return ([["genotype", "seed"] + header] + rows).map { $0.joined(separator: ",") + "\n" }
    .joined()
}
