import AsViTNumerics
import Glibc

/// Independent categorical distributions, one for each choice of a search space.
///
/// A selection holds the index of one option for each choice.
public struct CategoricalPolicy: Hashable, Sendable {
  /// One logit for each option of each choice.
  public var logits: [[Double]]

  public init(logits: [[Double]]) { self.logits = logits }

  /// Every option of a choice as likely as the others.
  public init(uniformOver optionCounts: [Int]) {
    logits = optionCounts.map { Array(repeating: 0, count: $0) }
  }

  /// The softmax of the logits of each choice.
  public var probabilities: [[Double]] {
    logits.map { logits in
      let largest = logits.max() ?? 0
      let weights = logits.map { exp($0 - largest) }
      let sum = weights.reduce(0, +)
      return weights.map { $0 / sum }
    }
  }

  /// The sum of the entropies of all choices, in nats.
  public var entropy: Double {
    probabilities.joined().reduce(0) { $1 > 0 ? $0 - $1 * log($1) : $0 }
  }

  /// The most likely option of each choice, the first among equals.
  public var mode: [Int] {
    logits.map { logits in
      logits.indices.reduce(0) { logits[$1] > logits[$0] ? $1 : $0 }
    }
  }

  /// One option of each choice, drawn independently; one value of `rng` for each choice.
  public func sample(using rng: inout some RandomNumberGenerator) -> [Int] {
    probabilities.map { probabilities in
      var rest = rng.uniform()
      for (option, probability) in probabilities.enumerated() {
        if rest < probability { return option }
        rest -= probability
      }
      // Rounding left a remainder: the last option that can be drawn at all.
      return probabilities.lastIndex { $0 > 0 } ?? 0
    }
  }

  /// log π(selection), in nats.
  public func logProbability(of selection: [Int]) -> Double {
    zip(logits, selection).reduce(0) { sum, choice in
      let (logits, option) = choice
      let largest = logits.max() ?? 0
      let normaliser = logits.reduce(0) { $0 + exp($1 - largest) }
      return sum + logits[option] - largest - log(normaliser)
    }
  }

  /// ∂ log π(selection) / ∂ logits: 1 for the selected options, less the probabilities.
  public func logProbabilityGradient(of selection: [Int]) -> [[Double]] {
    zip(probabilities, selection).map { probabilities, selected in
      probabilities.enumerated().map { ($0 == selected ? 1 : 0) - $1 }
    }
  }
}
