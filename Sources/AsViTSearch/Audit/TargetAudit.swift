public import AsViTArchitecture
public import AsViTNumerics
import AsViTProxies
import AsViTStatistics
import Glibc

/// How well scores rank architectures by one target.
public struct TargetAudit: Hashable, Codable, Sendable {
  public let target: String
  /// Whether more of the target is better.
  public let higherIsBetter: Bool
  /// The architectures that have a value. One that was trained several times has the mean.
  public let rowCount: Int
  public let mean: Double
  /// Over all architectures: the root of the mean square.
  public let deviation: Double
  /// How well trainings of one architecture agree; nil where none was trained twice.
  public let repeats: Repeatability?
  /// How well an additive model of the space's choices predicts the target, and its effects; nil where
  /// there is none.
  public let model: AdditiveModel.Accuracy?
  public let equalParameters: EqualSizePairs
  public let equalMACs: EqualSizePairs
  /// Pairs whose blocks have the same widths, one by one.
  public let equalWidthPairCount: Int
  /// The regret of a choice at random.
  public let randomRegretUnderParameters: Regret
  public let randomRegretUnderMACs: Regret
  public let scores: [ScoreAudit]

  /// Without so many rows there is no verdict.
  public static let leastRows = 50
  /// Without so many pairs of equal size there is no verdict on them.
  public static let leastPairs = 100
}

/// A score of some architectures, from a proxy or from elsewhere.
public struct AuditedScore: Hashable, Sendable {
  public let name: String
  /// One for each architecture; those without a value rank last.
  public let values: [Double?]
  public let higherIsBetter: Bool

  public init(name: String, values: [Double?], higherIsBetter: Bool = true) {
    self.name = name
    self.values = values
    self.higherIsBetter = higherIsBetter
  }
}

extension TargetAudit {
  /// - Parameters:
  ///   - trainings: the values of each architecture; those without any are left out.
  ///   - space: whose choices are modelled; nil for no model.
  ///   - seed: of the bootstrap samples.
  /// - Returns: nil when no architecture has a value.
  public init?(
    of target: String, higherIsBetter: Bool, trainings: [[Double]],
    architectures: [Architecture], in space: SearchSpace?, scores: [AuditedScore], seed: Seed,
    workers: Workers
  ) {
    let means = trainings.map(AsViTSearch.mean)
    let rows = means.indices.filter { means[$0] != nil }
    guard !rows.isEmpty else { return nil }
    let truth = rows.compactMap { means[$0] }
    let present = rows.map { architectures[$0] }
    let judge = TargetJudge(
      truth: truth, higherIsBetter: higherIsBetter, architectures: present, seed: seed,
      workers: workers)
    self.target = target
    self.higherIsBetter = higherIsBetter
    rowCount = rows.count
    (mean, deviation) = (judge.mean, judge.deviation)
    repeats = Repeatability(of: trainings, seed: seed, workers: workers)
    model = space.flatMap {
      AdditiveModel(
        of: truth, higherIsBetter: higherIsBetter, architectures: present, in: $0, seed: seed,
        workers: workers)?.accuracy
    }
    (equalParameters, equalMACs) = (judge.parameters.equal, judge.macs.equal)
    equalWidthPairCount = judge.equalWidths.count
    randomRegretUnderParameters = judge.regret(of: nil, under: judge.parameters)
    randomRegretUnderMACs = judge.regret(of: nil, under: judge.macs)
    self.scores = scores.map { score in
      judge.audit(
        score.name,
        Ordering(rows.map { score.values[$0] }, higherIsBetter: score.higherIsBetter))
    }
  }
}

/// The rows of one target, and what scores are held against.
private struct TargetJudge {
  /// A size of architectures, and the pairs in which it is about equal.
  struct Size {
    let values: [Double]
    let equal: EqualSizePairs
    let pairs: SampledPairs
    let ordering: SampledOrdering

    /// The tolerance is the smallest of 2, 5 and 10 % that leaves 200 pairs, or 10 %.
    init(_ counts: [Int], in resampling: Resampling) {
      values = counts.map(Double.init)
      let logarithms = values.map { log($0) }
      let tolerances = [0.02, 0.05, 0.10]
      let tolerance =
        tolerances.first { resampling.count(.near(logarithms, tolerance: $0)) >= 200 }
        ?? tolerances[tolerances.count - 1]
      pairs = resampling.counting(.near(logarithms, tolerance: tolerance))
      equal = EqualSizePairs(tolerance: tolerance, count: pairs.count)
      ordering = resampling.counting(Ordering(values))
    }
  }

  /// Turned so that more is better.
  let truth: [Double]
  let mean: Double
  let deviation: Double
  let resampling: Resampling
  let order: SampledOrdering
  let parameters: Size
  let macs: Size
  let equalWidths: SampledPairs
  let tauOfParameters: Resampled

  init(
    truth: [Double], higherIsBetter: Bool, architectures: [Architecture], seed: Seed,
    workers: Workers
  ) {
    self.truth = truth.map { higherIsBetter ? $0 : -$0 }
    let mean = AsViTSearch.mean(truth) ?? 0
    self.mean = mean
    // Over the largest, as squares may be too large for numbers.
    let largest = truth.reduce(0) { max($0, ($1 - mean).magnitude) }
    let squares = truth.map { largest > 0 ? (($0 - mean) / largest) * (($0 - mean) / largest) : 0 }
    deviation = largest * (squares.reduce(0, +) / Double(truth.count)).squareRoot()
    resampling = Resampling(rowCount: truth.count, seed: seed, workers: workers)
    order = resampling.counting(Ordering(self.truth))
    parameters = Size(architectures.map(\.parameterCount), in: resampling)
    macs = Size(architectures.map(\.macCount), in: resampling)
    var numbers: [[Int]: Int] = [:]
    let cells = architectures.map { architecture in
      let widths = architecture.blockWidths
      let number = numbers[widths] ?? numbers.count
      numbers[widths] = number
      return number
    }
    equalWidths = resampling.counting(.equal(cells))
    tauOfParameters = resampling.tau(parameters.ordering, order)
  }

  func regret(of score: Ordering?, under size: Size) -> Regret {
    // There is a row.
    let points = budgetRegret(choosingBy: score, truth: truth, cost: size.values)!
    return Regret(points: points, deviations: deviation > 0 ? points / deviation : nil)
  }

  func audit(_ name: String, _ ordering: Ordering) -> ScoreAudit {
    let score = resampling.counting(ordering)
    let tau = resampling.tau(score, order)
    let atEqualParameters = Estimate(resampling.tau(score, order, among: parameters.pairs))
    let isSize = ordering == parameters.ordering.ordering
    let gain = isSize ? nil : Estimate(tau - tauOfParameters)
    let hasRows = truth.count >= TargetAudit.leastRows
    return ScoreAudit(
      score: name, tau: Estimate(tau), rho: Estimate(resampling.rho(score, order)),
      partialTau: Estimate(
        partialTau(tau, resampling.tau(score, parameters.ordering), tauOfParameters)),
      tauAtEqualParameters: atEqualParameters,
      tauAtEqualMACs: Estimate(resampling.tau(score, order, among: macs.pairs)),
      tauAtEqualWidths: Estimate(resampling.tau(score, order, among: equalWidths)),
      regretUnderParameters: regret(of: ordering, under: parameters),
      regretUnderMACs: regret(of: ordering, under: macs),
      gainOnParameters: gain,
      beatsParameters: hasRows && !isSize ? Verdict(gain) : nil,
      ranksAtEqualSize: hasRows && parameters.equal.count >= TargetAudit.leastPairs
        ? Verdict(atEqualParameters) : nil)
  }
}
