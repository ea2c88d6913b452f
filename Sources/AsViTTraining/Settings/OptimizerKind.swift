public import AsViTOptimizers

/// An update rule with the settings that short training of small vision transformers starts from.
public enum OptimizerKind: String, CaseIterable, Codable, Sendable {
  case sgd
  case nesterov
  case adam
  case amsgrad
  case adamw
  case adamwAMSGrad = "adamw-amsgrad"
  case lars
  case lamb
  case adan

  /// The peak rate for batches of 64.
  public var learningRate: Double {
    switch self {
    case .sgd, .nesterov: 0.1
    case .adam, .amsgrad, .adamw, .adamwAMSGrad: 1e-3
    case .lars: 10
    case .lamb: 0.02
    case .adan: 0.01
    }
  }

  public var weightDecay: Double {
    switch self {
    case .sgd, .nesterov, .adam, .amsgrad, .lars: 1e-4
    case .adamw, .adamwAMSGrad: 0.05
    case .lamb, .adan: 0.02
    }
  }

  /// How the rate follows the size of the batch.
  public var batchScaling: BatchScaling {
    switch self {
    case .sgd, .nesterov, .lars: .linear
    case .adam, .amsgrad, .adamw, .adamwAMSGrad, .lamb, .adan: .squareRoot
    }
  }

  public func rule(learningRate: Double, weightDecay: Double) -> any UpdateRule {
    switch self {
    case .sgd: SGD(learningRate: learningRate, momentum: 0.9, weightDecay: weightDecay)
    case .nesterov:
      SGD(learningRate: learningRate, momentum: 0.9, weightDecay: weightDecay, isNesterov: true)
    case .adam, .amsgrad:
      Adam(learningRate: learningRate, weightDecay: weightDecay, usesAMSGrad: self == .amsgrad)
    case .adamw, .adamwAMSGrad:
      AdamW(
        learningRate: learningRate, weightDecay: weightDecay, usesAMSGrad: self == .adamwAMSGrad)
    case .lars: LARS(learningRate: learningRate, weightDecay: weightDecay)
    case .lamb: LAMB(learningRate: learningRate, weightDecay: weightDecay)
    case .adan: Adan(learningRate: learningRate, weightDecay: weightDecay)
    }
  }

  /// 1cycle's least and greatest momentum, which lowers that of the rule for a while; nil where the
  /// rule's own stays, as Adan's average over 50 gradients is part of its method.
  var cycledMomenta: OneCycle.Momenta? {
    self == .adan ? nil : OneCycle.Momenta(0.85...0.95)
  }
}
