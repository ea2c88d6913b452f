import ArgumentParser
import AsViTArchitecture
import AsViTNumerics
import AsViTReport
import AsViTSearch

/// A table of architectures that are sampled and trained for it.
struct TrainedTableOptions: ParsableArguments {
  @Option(
    help: """
      Train so many architectures of the space in place of a TABLE: each option of a choice comes up \
      about as often as the others.
      """)
  var sample: Count?

  @Option(help: "How often each is trained: with the seed, the one after it, and so on.")
  var seeds: Count = 2

  @Option(help: "Sample none with fewer parameters, such as 800k.")
  var minParams: Count?

  @Option(help: "Sample none with more parameters.")
  var maxParams: Count?

  @Option(help: "Sample none with fewer multiply-accumulates per image, such as 4.5M.")
  var minMacs: Count?

  @Option(help: "Sample none with more multiply-accumulates per image.")
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
  /// A training with options of 'asvit train', and those that an audit has for it.
  static func training(
    _ options: [String], genotypes: [Genotype] = [], of audit: [String] = ["--out", "train"]
  ) throws -> TrainCommand {
    let names = genotypes.isEmpty ? ["1"] : genotypes.map(\.description)
    let training = try TrainCommand.following(
      options + names.flatMap { ["--genotype", $0] } + audit)
    guard training.candidates.candidates == nil else {
      throw ValidationError("--candidates: every architecture of a table is trained to the end.")
    }
    return training
  }

  /// The trainings of a sample, one run for each seed in the folder of the audit.
  ///
  /// - Parameter options: of 'asvit train'.
  func trainings(
    of count: Int, in space: SpaceFile, scoring: ScoringOptions, folder: RunOptions,
    options: [String]
  ) throws -> [TrainCommand] {
    let seed = Int(scoring.seed)
    let sample = try BalancedSample(
      of: space.space, count: count, within: band,
      seed: Seed(UInt64(seed)).derived("balanced sample"))
    return try (seed..<seed + seeds.value).map { seed in
      try Self.training(
        options, genotypes: sample.architectures.map(\.genotype),
        of: [
          "--space", scoring.space ?? space.space.name, "--seed", "\(seed)", "--threads",
          "\(scoring.threads.value)", "--out", "\(folder.out)/train/seed-\(seed)",
        ] + (folder.force ? ["--force"] : []))
    }
  }
}

/// The rows of trainings as comma-separated values: genotype, seed, share of the test images that is
/// right, in percent, and test loss. What diverged has neither.
func table(of trainings: [TrainReport]) -> String {
  let rows = trainings.flatMap { report in
    report.result.candidates.map { candidate in
      let last = candidate.outcome == .finished ? candidate.evaluations.last : nil
      return [
        "\"\(candidate.genotype)\"", "\(report.settings.training.seed)",
        last.map { "\(100 * $0.topOne)" } ?? "", last?.loss.map { "\($0)" } ?? "",
      ]
    }
  }
  return ([["genotype", "seed", "top-1", "-loss"]] + rows)
    .map { $0.joined(separator: ",") + "\n" }.joined()
}
