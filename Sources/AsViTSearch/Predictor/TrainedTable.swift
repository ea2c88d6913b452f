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

  public init(
    genotypes: [Genotype], target: GenotypeTable.Column, extrapolates: Bool = false
  ) {
    self.genotypes = genotypes
    self.target = target
    self.extrapolates = extrapolates
  }

  /// What the trainings say of the choices of a space.
  ///
  /// - Parameter seed: of the bootstrap samples.
  /// - Throws: `SearchError` for trainings that no model is fitted to, and for a model that does not
  ///   rank what it has not seen: `doesNotRank`.
  func predictor(in space: SearchSpace, seed: Seed) throws(SearchError) -> Predictor {
    let rows = TrainedRows(genotypes)
    var (architectures, values): ([Architecture], [Double]) = ([], [])
    for (genotype, trainings) in zip(rows.genotypes, rows.values(of: target)) {
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
    guard model.accuracy.ranks == .yes else { throw .doesNotRank(model.accuracy.tau) }
    model.extrapolates = extrapolates
    return Predictor(model: model, target: target, architectures: architectures)
  }
}

/// A model of a target, and the architectures it was fitted to.
struct Predictor: Sendable {
  let model: AdditiveModel
  let findings: PredictorFindings

  init(model: AdditiveModel, target: GenotypeTable.Column, architectures: [Architecture]) {
    self.model = model
    findings = PredictorFindings(
      target: target.name, higherIsBetter: target.higherIsBetter,
      architectureCount: architectures.count,
      blocks: range(of: architectures.map(\.blockWidths.count)),
      widths: range(of: architectures.flatMap(\.blockWidths)),
      parameters: range(of: architectures.map(\.parameterCount)),
      macs: range(of: architectures.map(\.macCount)),
      accuracy: model.accuracy)
  }
}

/// What a search by trainings tells of them.
public struct PredictorFindings: Hashable, Codable, Sendable {
  /// What is predicted.
  public let target: String
  public let higherIsBetter: Bool
  /// The architectures that were trained.
  public let architectureCount: Int
  public let blocks: ClosedRange<Int>
  /// Channels of their blocks.
  public let widths: ClosedRange<Int>
  public let parameters: ClosedRange<Int>
  /// Multiply-accumulates for one image.
  public let macs: ClosedRange<Int>
  public let accuracy: AdditiveModel.Accuracy

  /// The sizes of the trained architectures.
  var band: SizeBand {
    SizeBand(
      minParameters: parameters.lowerBound, maxParameters: parameters.upperBound,
      minMACs: macs.lowerBound, maxMACs: macs.upperBound)
  }

  /// What the model predicts for a design of the search.
  public func prediction(for design: Design) -> Double {
    higherIsBetter ? design.score : -design.score
  }
}

private func range(of values: [Int]) -> ClosedRange<Int> {
  (values.min() ?? 0)...(values.max() ?? 0)
}
