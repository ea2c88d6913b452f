import AsViTArchitecture
import AsViTSearch

/// The distributions of a search over time.
public struct PolicyRecord: Hashable, Codable, Sendable {
  /// A choice of the space with its options.
  public struct ChoiceRecord: Hashable, Codable, Sendable {
    public let name: String
    /// The options as a genotype writes them.
    public let options: [String]
  }

  /// The distributions after a number of steps.
  public struct Moment: Hashable, Codable, Sendable {
    public let completedSteps: Int
    /// The entropy in nats.
    public let entropy: Double
    /// One probability for each option of each choice.
    public let probabilities: [[Double]]
  }

  /// The number of moments that are kept, about.
  static let momentCount = 100

  public let choices: [ChoiceRecord]
  /// Evenly spaced, with the first and the last.
  public let history: [Moment]

  /// - Parameter policy: after the last step; nil when the controller has no distributions.
  init?(_ policy: CategoricalPolicy?, after steps: [SearchStep], choices: [Choice]) {
    guard let policy else { return nil }
    self.choices = choices.map { ChoiceRecord(name: $0.name, options: $0.labels) }
    let interval = max(1, steps.count / Self.momentCount)
    let before = stride(from: 0, to: steps.count, by: interval).compactMap { index in
      let step = steps[index]
      return step.probabilities.map {
        Moment(completedSteps: index, entropy: step.entropy ?? 0, probabilities: $0)
      }
    }
    history =
      before
      + [
        Moment(
          completedSteps: steps.count, entropy: policy.entropy,
          probabilities: policy.probabilities)
      ]
  }
}
