import AsViTOptimizers
import Testing

/// What each library's options are in our terms. An option that is absent has the library's default.
extension OptimizerCase {
  private var options: GoldenOptions { record.hyperparameters }

  func rule() throws -> any UpdateRule {
    switch (record.optimizer, record.variant) {
    case ("sgd", _):
      return SGD(
        learningRate: 0, momentum: number("momentum", 0), dampening: number("dampening", 0),
        weightDecay: number("weight_decay", 0), isNesterov: options.flag("nesterov"))
    case ("adam", _):
      return Adam(
        momentum: betas[0], squareMomentum: betas[1], epsilon: number("eps", 1e-8),
        weightDecay: number("weight_decay", 0), usesAMSGrad: options.flag("amsgrad"))
    case ("adamw", _):
      return AdamW(
        momentum: betas[0], squareMomentum: betas[1], epsilon: number("eps", 1e-8),
        weightDecay: number("weight_decay", 0.01), usesAMSGrad: options.flag("amsgrad"))
    case ("adan", _):
      let betas = options.numbers(ifPresent: "betas") ?? [0.98, 0.92, 0.99]
      return Adan(
        momentum: betas[0], differenceMomentum: betas[1], squareMomentum: betas[2],
        epsilon: number("eps", 1e-8), weightDecay: number("weight_decay", 0),
        isProximal: !options.flag("no_prox"))
    case ("lars", let variant): return try lars(variant)
    case ("lamb", let variant): return try lamb(variant)
    default: throw UnknownRule(name: record.optimizer)
    }
  }

  struct UnknownRule: Error {
    let name: String
  }

  private func number(_ name: String, _ standard: Double) -> Double {
    options.number(ifPresent: name) ?? standard
  }

  /// Those of Adam and its kin.
  private var betas: [Double] { options.numbers(ifPresent: "betas") ?? [0.9, 0.999] }

  private func lars(_ variant: String?) throws -> LARS {
    guard number("dampening", 0) == 0 else { throw UnknownRule(name: "lars with dampening") }
    var rule = LARS(
      momentum: number("momentum", variant == "timm" ? 0 : 0.9),
      weightDecay: number("weight_decay", 0), isNesterov: options.flag("nesterov"),
      clipsRate: options.flag("trust_clip"))
    switch variant {
    case "timm":
      rule.trustCoefficient = number("trust_coeff", 1e-3)
      rule.form = .timm(epsilon: number("eps", 1e-8))
      rule.adaptsUndecayed = options.flag("always_adapt")
    case "pytorch_optimizer":
      rule.trustCoefficient = number("trust_coefficient", 1e-3)
      rule.form = .sumOfNorms
    case "moco":
      rule.trustCoefficient = number("trust_coefficient", 1e-3)
      rule.form = .normOfSum
    default: throw UnknownRule(name: "lars \(variant ?? "")")
    }
    return rule
  }

  private func lamb(_ variant: String?) throws -> LAMB {
    var rule = LAMB(
      momentum: betas[0], squareMomentum: betas[1], epsilon: number("eps", 1e-6),
      averagesGradient: options.flag("grad_averaging", default: true))
    switch variant {
    case "timm":
      rule.weightDecay = number("weight_decay", 0.01)
      rule.decay = options.flag("decoupled_decay") ? .decoupled : .inUpdate
      rule.correction = options.flag("bias_correction", default: true) ? .both : .none
      rule.trustRatio.maximum = options.flag("trust_clip") ? 1 : .infinity
      rule.adaptsUndecayed = options.flag("always_adapt")
    case "pytorch_optimizer":
      rule.weightDecay = number("weight_decay", 0)
      rule.decay = options.flag("weight_decouple", default: true) ? .decoupled : .inUpdate
      rule.correction = .first
      rule.trustRatio.parameterNorms = 0...number("clamp", 10)
      rule.trustRatio.epsilon = rule.epsilon
    case "paper":
      rule.weightDecay = number("weight_decay", 0.01)
      rule.correction = options.flag("bias_correction", default: true) ? .both : .none
      rule.trustRatio.parameterNorms = number("phi_lower", 0)...number("phi_upper", .infinity)
    default: throw UnknownRule(name: "lamb \(variant ?? "")")
    }
    return rule
  }

  var groups: [ParameterGroup] {
    let leavesOutVectors = record.optimizer == "lars" && record.variant != "timm"
    return problem.tensors.map { tensor in
      if leavesOutVectors { return .usual(forTensorNamed: tensor.name, shape: tensor.shape) }
      let group = record.groups?.first { $0.tensors.contains(tensor.name) }
      return ParameterGroup(
        learningRateScale: group?.learningRateScale ?? 1,
        isDecayed: group?.weightDecay != 0
          && !options.texts("exclude_from_weight_decay").contains(tensor.name),
        isAdapted: !options.flag("adam")
          && !options.texts("exclude_from_layer_adaptation").contains(tensor.name))
    }
  }

  func clipping() -> GradientClipping? {
    func norm(upTo maximum: Double?, epsilon: Double) -> GradientClipping? {
      maximum.flatMap { $0 > 0 ? .norm($0, epsilon: epsilon) : nil }
    }
    switch (record.optimizer, record.variant) {
    case ("adan", _):
      return norm(
        upTo: options.number(ifPresent: "max_grad_norm"), epsilon: number("eps", 1e-8))
    case ("lamb", "timm"):
      return norm(upTo: options.number("max_grad_norm", default: 1), epsilon: 0)
    case ("lamb", "pytorch_optimizer") where options.flag("pre_norm"):
      return norm(
        upTo: options.number("max_grad_norm", default: 1), epsilon: number("eps", 1e-6))
    default: return nil
    }
  }
}
