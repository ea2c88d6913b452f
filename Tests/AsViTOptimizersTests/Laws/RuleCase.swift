import AsViTNumerics
import AsViTOptimizers
import Testing

/// Update rules in the forms that the laws are about.
struct RuleCase: Sendable, CustomTestStringConvertible {
  let name: String
  let rule: any UpdateRule

  var testDescription: String { name }

  static let all: [RuleCase] = [
    RuleCase(name: "SGD", rule: SGD(learningRate: 0.1)),
    RuleCase(name: "SGD, momentum", rule: SGD(learningRate: 0.1, momentum: 0.9)),
    RuleCase(
      name: "SGD, damped", rule: SGD(learningRate: 0.1, momentum: 0.9, dampening: 0.3)),
    RuleCase(
      name: "SGD, Nesterov", rule: SGD(learningRate: 0.1, momentum: 0.9, isNesterov: true)),
    RuleCase(name: "Adam", rule: Adam(learningRate: 0.1)),
    RuleCase(name: "Adam, AMSGrad", rule: Adam(learningRate: 0.1, usesAMSGrad: true)),
    RuleCase(name: "AdamW", rule: AdamW(learningRate: 0.1, weightDecay: 0)),
    RuleCase(
      name: "AdamW, AMSGrad", rule: AdamW(learningRate: 0.1, weightDecay: 0, usesAMSGrad: true)),
    RuleCase(
      name: "LARS, timm",
      rule: LARS(
        learningRate: 1, weightDecay: 0, trustCoefficient: 0.05, form: .timm(epsilon: 1e-8))),
    RuleCase(
      name: "LARS, sum of norms",
      rule: LARS(learningRate: 1, weightDecay: 0, trustCoefficient: 0.05, form: .sumOfNorms)),
    RuleCase(
      name: "LARS, norm of sum",
      rule: LARS(
        learningRate: 1, weightDecay: 0, isNesterov: true, trustCoefficient: 0.05)),
    RuleCase(
      name: "LARC",
      rule: LARS(learningRate: 0.1, weightDecay: 0, trustCoefficient: 0.1, clipsRate: true)),
    RuleCase(name: "LAMB", rule: LAMB(learningRate: 0.1, weightDecay: 0)),
    RuleCase(
      name: "LAMBC",
      rule: LAMB(learningRate: 0.1, weightDecay: 0, trustRatio: TrustRatio(maximum: 1))),
    RuleCase(
      name: "LAMB, pytorch_optimizer",
      rule: LAMB(
        learningRate: 0.02, weightDecay: 0, decay: .decoupled, correction: .first,
        trustRatio: TrustRatio(parameterNorms: 0...10, epsilon: 1e-6))),
    RuleCase(
      name: "LAMB, fastai",
      rule: LAMB(
        learningRate: 0.1, squareMomentum: 0.99, epsilon: 1e-5, weightDecay: 0,
        decay: .decoupled, trustRatio: TrustRatio(maximum: 10))),
    RuleCase(name: "Adan", rule: Adan(learningRate: 0.1, weightDecay: 0)),
    RuleCase(
      name: "Adan, not proximal",
      rule: Adan(learningRate: 0.1, weightDecay: 0, isProximal: false)),
  ]

  /// The same rule with weight decay.
  var decayed: any UpdateRule {
    var rule = rule
    rule.weightDecay = 0.05
    return rule
  }
}

/// Values uniform in ±1.
func noise<Scalar: NetworkScalar>(_ count: Int, seed: UInt64) -> [Scalar] {
  var generator = SplitMix64(seed: Seed(seed))
  return (0..<count).map { _ in Scalar(2 * generator.uniform() - 1) }
}
