import AsViTOptimizers
import Testing

/// What each library's options are in our terms.
extension OptimizerCase {
  private var options: GoldenOptions { record.hyperparameters }

  func rule() throws -> any UpdateRule {
    let weightDecay = try options.number("weight_decay")
    switch (record.optimizer, record.variant) {
    case ("sgd", _):
      return SGD(
        learningRate: 0, momentum: try options.number("momentum"),
        dampening: try options.number("dampening"), weightDecay: weightDecay,
        isNesterov: options.flag("nesterov"))
    case ("adam", _):
      let betas = try options.numbers("betas")
      return Adam(
        momentum: betas[0], squareMomentum: betas[1], epsilon: try options.number("eps"),
        weightDecay: weightDecay, usesAMSGrad: options.flag("amsgrad"))
    case ("adamw", _):
      let betas = try options.numbers("betas")
      return AdamW(
        momentum: betas[0], squareMomentum: betas[1], epsilon: try options.number("eps"),
        weightDecay: weightDecay, usesAMSGrad: options.flag("amsgrad"))
    case ("adan", _):
      let betas = try options.numbers("betas")
      return Adan(
        momentum: betas[0], differenceMomentum: betas[1], squareMomentum: betas[2],
        epsilon: try options.number("eps"), weightDecay: weightDecay,
        isProximal: !options.flag("no_prox"))
    case ("lars", let variant): return try lars(variant, weightDecay: weightDecay)
    case ("lamb", let variant): return try lamb(variant, weightDecay: weightDecay)
    default: throw UnknownRule(name: record.optimizer)
    }
  }

  struct UnknownRule: Error {
    let name: String
  }

  private func lars(_ variant: String?, weightDecay: Double) throws -> LARS {
    var rule = LARS(
      momentum: try options.number("momentum"), weightDecay: weightDecay,
      isNesterov: options.flag("nesterov"), clipsRate: options.flag("trust_clip"))
    switch variant {
    case "timm":
      rule.trustCoefficient = try options.number("trust_coeff")
      rule.form = .timm(epsilon: try options.number("eps"))
      rule.adaptsUndecayed = options.flag("always_adapt")
    case "pytorch_optimizer":
      rule.trustCoefficient = try options.number("trust_coefficient")
      rule.form = .sumOfNorms
    case "moco":
      rule.trustCoefficient = try options.number("trust_coefficient")
      rule.form = .normOfSum
    default: throw UnknownRule(name: "lars \(variant ?? "")")
    }
    return rule
  }

  private func lamb(_ variant: String?, weightDecay: Double) throws -> LAMB {
    let betas = try options.numbers("betas")
    var rule = LAMB(
      momentum: betas[0], squareMomentum: betas[1], epsilon: try options.number("eps"),
      weightDecay: weightDecay)
    switch variant {
    case "timm":
      rule.decay = options.flag("decoupled_decay") ? .decoupled : .inUpdate
      rule.correction = options.flag("bias_correction") ? .both : .none
      rule.averagesGradient = options.flag("grad_averaging")
      rule.trustRatio.maximum = options.flag("trust_clip") ? 1 : .infinity
      rule.adaptsUndecayed = options.flag("always_adapt")
    case "pytorch_optimizer":
      rule.decay = options.flag("weight_decouple") ? .decoupled : .inUpdate
      rule.correction = .first
      rule.trustRatio.parameterNorms = 0...(try options.number("clamp"))
      rule.trustRatio.epsilon = rule.epsilon
    case "paper":
      let upper = options.number(ifPresent: "phi_upper") ?? .infinity
      rule.trustRatio.parameterNorms = try options.number("phi_lower")...upper
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
        isAdapted: !options.texts("exclude_from_layer_adaptation").contains(tensor.name))
    }
  }

  func clipping() throws -> GradientClipping? {
    guard let maximum = options.number(ifPresent: "max_grad_norm"), maximum > 0 else {
      return nil
    }
    return switch (record.optimizer, record.variant) {
    case ("adan", _): .norm(maximum, epsilon: try options.number("eps"))
    case ("lamb", "timm"): .norm(maximum, epsilon: 0)
    default: options.flag("pre_norm") ? .norm(maximum) : nil
    }
  }
}
