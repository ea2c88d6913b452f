public import AsViTArchitecture
import AsViTStatistics

/// What the designs of a search's rounds came to. The trainings of the sample are left out: the model
/// chose by them.
public struct MeasuredDesigns: Hashable, Codable, Sendable {
  /// The standard deviation of a training about the mean of its architecture, pooled over all trained.
  public let deviation: Double
  /// What the means of two designs of a round have to differ by to be told apart: 1.96 standard errors
  /// of the difference.
  public let noise: Double
  /// What the model predicts for its optimum beyond the trained design for which it predicts most;
  /// not above 0 where nothing better is left.
  public let predictedGain: Double
  /// The best mean first; designs whose trainings all diverged are last.
  public let designs: [MeasuredDesign]

  /// The first that has a mean.
  public var best: MeasuredDesign? { designs.first { $0.mean != nil } }

  /// Those that these trainings do not tell from the best, which is the first.
  public var level: [MeasuredDesign] { designs.filter(\.isLevel) }

  /// Whether training its optimum could show that it is better: another round is worth its time.
  public var promisesMore: Bool { predictedGain > noise }
}

/// A design that was trained with seeds which the model that chose it had not seen.
public struct MeasuredDesign: Hashable, Codable, Sendable {
  public let genotype: Genotype
  public let origin: DesignOrigin
  /// The round, counted from 1; the sample is none.
  public let round: Int
  public let parameterCount: Int
  /// Multiply-accumulates for one image.
  public let macCount: Int
  /// Trainings that did not diverge.
  public let trainingCount: Int
  /// Nil when all diverged.
  public let mean: Double?
  public let standardError: Double?
  /// What the model of all trainings says.
  public let prediction: Double
  /// Whether the mean is within noise of the best.
  public let isLevel: Bool
}

extension MeasuredDesigns {
  /// - Returns: nil where no round but the sample was trained.
  init?(of table: TrainedTable, by search: ExactSearch, optimum: Design) {
    guard let rounds = table.rounds, rounds.rounds.count > 1,
      let noise = TrainingNoise(of: TrainedRows(table.genotypes).values(of: table.target))
    else { return nil }
    let higherIsBetter = table.target.higherIsBetter
    var trained: [Trained] = []
    var start = rounds.rounds[0].genotypes.count
    for (index, round) in rounds.rounds.enumerated().dropFirst() {
      for (place, member) in round.members.enumerated() {
        let rows = round.seeds.indices.map { start + $0 * round.members.count + place }
        trained.append(
          Trained(
            member: member, round: index, design: search.design(of: member.genotype),
            values: rows.compactMap { table.target.values[$0] }))
      }
      start += round.genotypes.count
    }
    let ranked = trained.enumerated().sorted {
      let (a, b) = ($0.element.rank(higherIsBetter), $1.element.rank(higherIsBetter))
      return (a, $0.offset) < (b, $1.offset)
    }.map(\.element)
    let best = ranked[0]
    deviation = noise.deviation
    self.noise = noise.margin(
      betweenMeansOver: rounds.settings.seedCount, and: rounds.settings.seedCount)
    predictedGain = optimum.score - (trained.map(\.design.score).max() ?? optimum.score)
    designs = ranked.map { one in
      let isLevel =
        if let mean = one.mean, let bestMean = best.mean {
          (mean - bestMean).magnitude
            <= noise.margin(betweenMeansOver: best.values.count, and: one.values.count)
        } else { false }
      return MeasuredDesign(
        genotype: one.member.genotype, origin: one.member.origin, round: one.round,
        parameterCount: one.design.parameterCount, macCount: one.design.macCount,
        trainingCount: one.values.count, mean: one.mean,
        standardError: one.mean.map { _ in
          noise.standardError(ofMeanOver: one.values.count)
        }, prediction: higherIsBetter ? one.design.score : -one.design.score, isLevel: isLevel)
    }
  }

  private struct Trained {
    let member: ChosenDesign
    let round: Int
    let design: Design
    let values: [Double]

    var mean: Double? { AsViTSearch.mean(values) }

    /// Less is better.
    func rank(_ higherIsBetter: Bool) -> Double {
      mean.map { higherIsBetter ? -$0 : $0 } ?? .infinity
    }
  }
}
