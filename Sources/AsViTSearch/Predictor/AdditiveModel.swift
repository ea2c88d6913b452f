public import AsViTArchitecture
public import AsViTNumerics
import AsViTProxies
import AsViTStatistics

/// What trainings of some architectures of a space say of its choices: a target is a constant, one
/// number for the option of every choice, and a multiple of each closed form that is a sum over layers.
///
/// Such a model is a sum over the parts of a network as those closed forms are, so that the
/// architecture for which it predicts most can be found exactly (`ExactSearch`).
///
/// The predictor of a predictor-based search: White et al., NeurIPS 2021 (arXiv:2104.01177), compare
/// those in use; a linear one on the choices needs the fewest trainings.
public struct AdditiveModel: Sendable {
  /// What the trainings predict of one another.
  public struct Accuracy: Hashable, Codable, Sendable {
    /// The penalty of the ridge regression.
    public let penalty: Double
    /// Of predictions that were made without the row, as a part of the variance.
    public let rSquared: Double
    /// Kendall's τ-b of these predictions with the target; nil when all are tied.
    public let tau: Estimate?
    public let effects: [ChoiceEffects]

    /// Whether the model ranks architectures it has not seen: nothing else entitles it to choose.
    public var ranks: Verdict { Verdict(tau) }
  }

  /// What the options of a choice come to, with all else held.
  public struct ChoiceEffects: Hashable, Codable, Sendable {
    /// Such as `K1`.
    public let choice: String
    public let options: [OptionEffect]

    /// The difference between the best and the worst option that was seen.
    public var range: Double {
      let values = options.compactMap { $0.effect?.value }
      return (values.max() ?? 0) - (values.min() ?? 0)
    }
  }

  public struct OptionEffect: Hashable, Codable, Sendable {
    /// As a genotype writes it.
    public let option: String
    /// How many of the architectures have it.
    public let count: Int
    /// In units of the target, from the mean over the architectures; nil where none has the option.
    public let effect: Estimate?
  }

  public let accuracy: Accuracy
  /// Whether an exact search may take options of the whole network, such as widths, that none of the
  /// architectures has.
  public var extrapolates = false
  private let space: SearchSpace
  private let regression: RidgeRegression
  private let columns: DesignColumns
  /// What a unit of each closed form adds to the target.
  private let weights: [(proxy: any SeparableProxy.Type, weight: Double)]
  /// 1 where more of the target is better, −1 elsewhere.
  private let sign: Double

  /// Without so many architectures no model is fitted.
  public static let leastRows = 20

  /// - Parameters:
  ///   - values: of the architectures, one for each.
  ///   - seed: of the bootstrap samples.
  /// - Returns: nil with fewer than `leastRows`, where one is not in the space, and when all values are
  ///   the same.
  public init?(
    of values: [Double], higherIsBetter: Bool, architectures: [Architecture], in space: SearchSpace,
    seed: Seed, workers: Workers
  ) {
    guard values.count >= Self.leastRows,
      let columns = DesignColumns(of: architectures, in: space),
      let regression = RidgeRegression(columns.rows, values)
    else { return nil }
    self.space = space
    self.columns = columns
    self.regression = regression
    weights = columns.weights(in: regression)
    sign = higherIsBetter ? 1 : -1
    let resampling = Resampling(
      rowCount: values.count, seed: seed.derived("additive model"), workers: workers)
    accuracy = Accuracy(
      penalty: regression.penalty, rSquared: regression.rSquared,
      tau: Estimate(
        resampling.tau(
          resampling.counting(Ordering(regression.leaveOneOut)),
          resampling.counting(Ordering(values)))),
      effects: columns.effects(by: regression))
  }
}

// More is better here, whatever the target.
extension AdditiveModel: SeparableScore {
  public func term(of layer: Layer) -> Double {
    sign * weights.reduce(0) { $0 + $1.weight * $1.proxy.term(of: layer) }
  }

  public func admits(option: Int, ofNetworkChoice choice: Int) -> Bool {
    extrapolates || accuracy.effects[choice].options[option].count > 0
  }

  public var constant: Double {
    sign
      * zip(regression.columnMeans, regression.coefficients).reduce(regression.constant) {
        $0 - $1.0 * $1.1
      }
  }

  public func term(ofOption option: Int, choice: Int) -> Double {
    sign * regression.coefficients[columns.column(ofOption: option, choice: choice)]
  }
}

extension AdditiveModel {
  /// What the target is predicted to be.
  ///
  /// - Throws: when the architecture is not in the space.
  public func prediction(for architecture: Architecture) throws(ArchitectureError) -> Double {
    let selection = try space.selection(of: architecture.genotype)
    return regression.prediction(for: columns.row(for: architecture, selection))
  }
}

/// The columns of the regression: whether an architecture has an option, for all options, then closed
/// forms in units in which their standard deviation is that of an even coin.
private struct DesignColumns: Sendable {
  let rows: [[Double]]
  private let choices: [Choice]
  private let starts: [Int]
  private let scales: [Double]

  static let proxies: [any SeparableProxy.Type] = ExactSearch.possibleProxies

  /// - Returns: nil when an architecture is not in the space.
  init?(of architectures: [Architecture], in space: SearchSpace) {
    choices = space.choices
    starts = choices.indices.reduce(into: [0]) {
      $0.append($0[$1] + space.choices[$1].options.count)
    }
    let values = architectures.map { architecture in
      Self.proxies.map { $0.value(of: architecture) }
    }
    scales = Self.proxies.indices.map { index in
      let column = values.map { $0[index] }
      let center = mean(column) ?? 0
      let variance = mean(column.map { ($0 - center) * ($0 - center) }) ?? 0
      return variance > 0 ? 0.5 / variance.squareRoot() : 0
    }
    var rows: [[Double]] = []
    for (architecture, values) in zip(architectures, values) {
      guard let selection = try? space.selection(of: architecture.genotype) else { return nil }
      rows.append(
        Self.options(selection, starts: starts) + zip(values, scales).map { $0 * $1 })
    }
    self.rows = rows
  }

  func row(for architecture: Architecture, _ selection: [Int]) -> [Double] {
    Self.options(selection, starts: starts)
      + zip(Self.proxies, scales).map { $0.value(of: architecture) * $1 }
  }

  private static func options(_ selection: [Int], starts: [Int]) -> [Double] {
    var row = [Double](repeating: 0, count: starts[starts.count - 1])
    for (choice, option) in selection.enumerated() { row[starts[choice] + option] = 1 }
    return row
  }

  func column(ofOption option: Int, choice: Int) -> Int { starts[choice] + option }

  /// What a unit of each closed form adds.
  func weights(
    in regression: RidgeRegression
  ) -> [(proxy: any SeparableProxy.Type, weight: Double)] {
    let first = starts[starts.count - 1]
    return Self.proxies.indices.map {
      (Self.proxies[$0], scales[$0] * regression.coefficients[first + $0])
    }
  }

  /// Of every option, less the mean over the rows of its choice.
  func effects(by regression: RidgeRegression) -> [AdditiveModel.ChoiceEffects] {
    choices.indices.map { choice in
      let range = starts[choice]..<starts[choice + 1]
      let shares = range.map { regression.columnMeans[$0] }
      return AdditiveModel.ChoiceEffects(
        choice: choices[choice].name,
        options: zip(range, choices[choice].labels).map { column, label in
          var weights = [Double](repeating: 0, count: regression.coefficients.count)
          for (other, share) in zip(range, shares) { weights[other] = -share }
          weights[column] += 1
          let count = Int((regression.columnMeans[column] * Double(rows.count)).rounded())
          let value = zip(weights, regression.coefficients).reduce(0) { $0 + $1.0 * $1.1 }
          let margin = 1.96 * regression.deviation(ofSum: weights)
          return AdditiveModel.OptionEffect(
            option: label, count: count,
            effect: count > 0
              ? Estimate(value: value, interval: value - margin...value + margin) : nil)
        })
    }
  }
}
