import AsViTNumerics
import AsViTOptimizers
import Glibc

/// REINFORCE over independent categoricals: the controller of As-ViT.
///
/// Logits start at N(0, 1e-3²), or higher by ln 4 for options to start at. Each observation is one Adam
/// step on the loss −log π(a) · (R − b), where b is a moving average of the rewards that already
/// contains R. With several samples a step, the loss is the mean over as many observations, whose
/// proposals come from one policy; rewards and their average go on one by one.
///
/// Chen et al., ICLR 2022, Algorithm 1 (arXiv:2202.11921); learning rate and the order of
/// baseline and loss as in the authors' code. Williams, Machine Learning 8, 1992.
public struct ReinforceController: Controller {
  private var categoricals: CategoricalPolicy
  private var optimizer: Optimizer<Double>
  private var rewardAverage = MovingBaseline()
  private let samplesPerStep: Int
  /// The gradients of the samples of the step under way.
  private var gradients: [[[Double]]] = []

  /// How much higher the logit of an option to start at is than that of another: four times the odds.
  private static let lift = log(4.0)

  /// - Parameters:
  ///   - optionCounts: how many options each choice has.
  ///   - samplesPerStep: observations for each move of the policy.
  ///   - start: an option to start at for each choice, nil where all are equally likely; empty for none.
  public init(
    optionCounts: [Int], learningRate: Double = 0.08, samplesPerStep: Int = 1,
    start: [Int?] = [], using rng: inout some RandomNumberGenerator
  ) {
    precondition(samplesPerStep > 0, "\(samplesPerStep) samples")
    self.samplesPerStep = samplesPerStep
    var logits = optionCounts.map { count in (0..<count).map { _ in 1e-3 * rng.normal() } }
    for (choice, option) in start.enumerated() {
      if let option { logits[choice][option] += Self.lift }
    }
    categoricals = CategoricalPolicy(logits: logits)
    optimizer = Optimizer(Adam(learningRate: learningRate), updating: logits)
  }

  public mutating func propose(using rng: inout some RandomNumberGenerator) -> [Int] {
    categoricals.sample(using: &rng)
  }

  public mutating func observe(_ observation: Observation) {
    rewardAverage.update(with: observation.reward)
    let advantage = observation.reward - (rewardAverage.value ?? 0)
    let lossGradient = categoricals.logProbabilityGradient(of: observation.selection)
      .map { $0.map { -advantage * $0 } }
    gradients.append(lossGradient)
    guard gradients.count == samplesPerStep else { return }
    optimizer.update(&categoricals.logits, along: meanGradient)
    gradients = []
  }

  private var meanGradient: [[Double]] {
    let sum = gradients.dropFirst().reduce(gradients[0]) { sum, gradient in
      zip(sum, gradient).map { zip($0, $1).map(+) }
    }
    return sum.map { $0.map { $0 / Double(samplesPerStep) } }
  }

  /// Those of the step under way.
  public var foreseeableProposalCount: Int { samplesPerStep - gradients.count }

  public var policy: CategoricalPolicy? { categoricals }
  public var baseline: Double? { rewardAverage.value }
  /// The most likely option of each choice.
  public var preferredSelection: [Int]? { categoricals.mode }
}
