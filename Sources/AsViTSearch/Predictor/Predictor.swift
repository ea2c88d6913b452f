import AsViTArchitecture
import AsViTNumerics
public import AsViTProxies
import AsViTStatistics

/// A model of a target, and the architectures it was fitted to.
struct Predictor: Sendable {
  let model: AdditiveModel
  var findings: PredictorFindings
  private let space: SearchSpace
  private let table: TrainedTable

  /// - Parameters:
  ///   - values: of the architectures, one for each.
  ///   - seed: of the bootstrap samples.
  init(
    of table: TrainedTable, model: AdditiveModel, values: [Double],
    architectures: [Architecture], in space: SearchSpace, seed: Seed
  ) {
    self.model = model
    self.space = space
    self.table = table
    let target = table.target
    let forms = proxies.compactMap { $0 as? any ClosedFormProxy.Type }
    let audit = TargetAudit(
      of: target.name, higherIsBetter: target.higherIsBetter, trainings: values.map { [$0] },
      architectures: architectures, in: nil,
      scores: forms.map { form in
        AuditedScore(
          name: form.metric.rawValue, values: architectures.map(form.value),
          higherIsBetter: form.direction != .lower)
      }, seed: seed, workers: Workers(count: 1))
    findings = PredictorFindings(
      target: target.name, higherIsBetter: target.higherIsBetter,
      architectureCount: architectures.count,
      blocks: range(of: architectures.map(\.blockWidths.count)),
      widths: range(of: architectures.flatMap(\.blockWidths)),
      parameters: range(of: architectures.map(\.parameterCount)),
      macs: range(of: architectures.map(\.macCount)),
      accuracy: model.accuracy,
      proxies: zip(forms, audit?.scores ?? []).map {
        PredictorFindings.ProxyAgreement(metric: $0.metric, tau: $1.tau)
      })
  }

  /// The search for the designs for which the model predicts most.
  ///
  /// - Throws: `SearchError.notSeparable`.
  func search(
    within limits: SearchLimits, blocks: ClosedRange<Int>?
  ) throws(SearchError) -> ExactSearch {
    var search = try ExactSearch(space: space, score: model, limits: limits, blocks: blocks)
    search.tolerance = nil
    if !table.extrapolates {
      search.band = findings.band
      search.blocks = blocks ?? findings.blocks
    }
    return search
  }

  /// What the designs came to that were trained in rounds after the sample; nil where none was.
  ///
  /// - Parameters:
  ///   - search: by this model.
  ///   - optimum: what the search finds first.
  func measured(by search: ExactSearch, optimum: Design) -> MeasuredDesigns? {
    MeasuredDesigns(of: table, by: search, optimum: optimum)
  }
}

/// What a search by trainings tells of them.
public struct PredictorFindings: Hashable, Codable, Sendable {
  /// How well a closed form ranks the trained architectures, to compare the model with.
  public struct ProxyAgreement: Hashable, Codable, Sendable {
    public let metric: Metric
    /// Kendall's τ-b; nil when all have the same value.
    public let tau: Estimate?
  }

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
  /// Of all closed forms; reports of earlier programs lack them.
  public let proxies: [ProxyAgreement]?
  /// What the designs of the rounds came to; nil where the search had none trained.
  public internal(set) var measured: MeasuredDesigns?

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
