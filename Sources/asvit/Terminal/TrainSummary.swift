import AsViTReport

/// What a finished training tells on standard output.
struct TrainSummary: Encodable {
  struct Candidate: Encodable {
    let genotype: String
    let outcome: TrainedCandidateRecord.Outcome
    let parameterCount: Int
    let macCount: Int
    let steps: Int
    let equivalentEpochs: Double?
    /// Shares of the test images; absent when it diverged before the first evaluation.
    let topOne: Double?
    let topFive: Double?
    let loss: Double?
    let weights: String?
    let seed: UInt64?
    let isBest: Bool
  }

  let report: String
  let page: String
  let candidates: [Candidate]
  /// The best first; absent of one seed.
  let designs: [TrainedDesignRecord]?
  let notes: [String]

  init(_ report: TrainReport, path: String) {
    self.report = path
    page = path.pageBesideReport
    let best = report.result.best
    candidates = report.result.candidates.enumerated().map { index, candidate in
      let last = candidate.evaluations.last
      return Candidate(
        genotype: candidate.genotype.description, outcome: candidate.outcome,
        parameterCount: candidate.parameterCount, macCount: candidate.macCount,
        steps: candidate.position.step, equivalentEpochs: last?.equivalentEpochs,
        topOne: last?.topOne, topFive: last?.topFive, loss: last?.loss,
        weights: candidate.weights, seed: candidate.seed, isBest: index == best)
    }
    designs = report.result.designs
    let diverged = report.result.candidates.compactMap { candidate in
      candidate.divergence.map { divergence in
        """
        \(candidate.genotype): the \(divergence.isLoss ? "loss" : "gradient") was not finite at \
        update \(divergence.step), learning rate \(divergence.learningRate.shown()); try a lower \
        --lr or --clip
        """
      }
    }
    notes = diverged + report.result.remarks
  }
}

extension TrainSummary: CustomStringConvertible {
  var description: String {
    ([(designs.map(Self.table) ?? candidateTable).description] + notes + [
      "", "page    \(page)", "report  \(report)",
    ]).joined(separator: "\n")
  }

  /// Designs with means over seeds.
  private static func table(of designs: [TrainedDesignRecord]) -> Table {
    var table = Table(
      header: [
        "design", "by", "parameters", "MACs", "budget %", "top-1 %", "loss", "beyond best", "noise",
        "level",
      ])
    for design in designs {
      table.append([
        design.genotype.description, design.origin?.shown ?? "", design.parameterCount.shown,
        design.macCount.shown, (100 * design.fraction).shown(digits: 3),
        design.topOne?.percentage ?? "", design.loss?.shown ?? "diverged",
        design.difference?.shown(digits: 2) ?? "", design.margin?.shown(digits: 2) ?? "",
        design.isLevel ? "yes" : "no",
      ])
    }
    return table
  }

  /// Trainings, each with what it came to.
  private var candidateTable: Table {
    var table = Table(
      header: ["genotype", "parameters", "MACs", "epochs", "top-1 %", "top-5 %", "loss", "outcome"])
    for candidate in candidates {
      func percent(_ share: Double?) -> String { share.map { (100 * $0).shown() } ?? "" }
      table.append([
        candidate.genotype, candidate.parameterCount.shown, candidate.macCount.shown,
        candidate.equivalentEpochs?.shown() ?? "", percent(candidate.topOne),
        percent(candidate.topFive), candidate.loss?.shown() ?? "",
        candidate.outcome.rawValue + (candidate.isBest && candidates.count > 1 ? ", best" : ""),
      ])
    }
    return table
  }
}
