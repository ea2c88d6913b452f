public import AsViTArchitecture
import AsViTNumerics
public import AsViTStatistics

/// Trainings that a search goes by.
public struct TrainedTable: Hashable, Codable, Sendable {
  /// The genotype of each training; one may come up several times.
  public var genotypes: [Genotype]
  /// What the trainings came to.
  public var target: GenotypeTable.Column
  /// Whether designs may have other numbers of parameters, multiply-accumulates and blocks than the
  /// trained architectures, and options of the whole network, such as widths, that none of these has.
  public var extrapolates: Bool
  /// How the trainings came about, in their order, seed by seed in each round; nil for those from
  /// elsewhere.
  public var rounds: TrainingRounds?

  public init(
    genotypes: [Genotype], target: GenotypeTable.Column, extrapolates: Bool = false,
    rounds: TrainingRounds? = nil
  ) {
    self.genotypes = genotypes
    self.target = target
    self.extrapolates = extrapolates
    self.rounds = rounds
  }

  /// What the trainings say of the choices of a space.
  ///
  /// - Parameter seed: of the bootstrap samples.
  /// - Throws: `SearchError` for trainings that no model is fitted to, and for a model that does not
  ///   rank what it has not seen: `doesNotRank`.
  func predictor(in space: SearchSpace, seed: Seed) throws(SearchError) -> Predictor {
    let rows = TrainedRows(genotypes)
    let trainings = rows.values(of: target)
    var (architectures, values): ([Architecture], [Double]) = ([], [])
    for (genotype, trainings) in zip(rows.genotypes, trainings) {
      guard let mean = mean(trainings) else { continue }
      do throws(ArchitectureError) {
        architectures.append(space.architecture(for: try space.selection(of: genotype)))
      } catch {
        throw .trainedElsewhere(genotype, error)
      }
      values.append(mean)
    }
    guard
      var model = AdditiveModel(
        of: values, higherIsBetter: target.higherIsBetter, architectures: architectures,
        in: space, seed: seed, workers: Workers(count: 1))
    else { throw .tooFewTrained(values.count, target: target.name) }
    guard model.accuracy.ranks == .yes else {
      throw .doesNotRank(
        model.accuracy.tau,
        level: LevelArchitectures(
          of: rows.genotypes, trainings, higherIsBetter: target.higherIsBetter))
    }
    model.extrapolates = extrapolates
    return Predictor(
      of: self, model: model, values: values, architectures: architectures, in: space, seed: seed)
  }
}
