import AsViTOptimizers
import Testing

/// What each library's options are in our terms.
extension OptimizerCase {
  func rule() throws -> any UpdateRule {
    let options = record.hyperparameters
    switch (record.optimizer, record.variant) {
    case ("sgd", _):
      return SGD(
        learningRate: 0, momentum: options.momentum!, dampening: options.dampening!,
        weightDecay: options.weight_decay!, isNesterov: options.nesterov!)
    case ("adam", _):
      return Adam(
        momentum: options.betas![0], squareMomentum: options.betas![1], epsilon: options.eps!,
        weightDecay: options.weight_decay!, usesAMSGrad: options.amsgrad!)
    case ("adamw", _):
      return AdamW(
        momentum: options.betas![0], squareMomentum: options.betas![1], epsilon: options.eps!,
        weightDecay: options.weight_decay!, usesAMSGrad: options.amsgrad!)
    case ("adan", _):
      return Adan(
        momentum: options.betas![0], differenceMomentum: options.betas![1],
        squareMomentum: options.betas![2], epsilon: options.eps!,
        weightDecay: options.weight_decay!, isProximal: !options.no_prox!)
    case ("lars", "timm"):
      return LARS(
        momentum: options.momentum!, weightDecay: options.weight_decay!,
        isNesterov: options.nesterov!, trustCoefficient: options.trust_coeff!,
        form: .timm(epsilon: options.eps!), adaptsUndecayed: options.always_adapt!,
        clipsRate: options.trust_clip!)
    case ("lars", "pytorch_optimizer"):
      return LARS(
        momentum: options.momentum!, weightDecay: options.weight_decay!,
        isNesterov: options.nesterov!, trustCoefficient: options.trust_coefficient!,
        form: .sumOfNorms)
    case ("lars", "moco"):
      return LARS(
        momentum: options.momentum!, weightDecay: options.weight_decay!,
        trustCoefficient: options.trust_coefficient!)
    case ("lamb", "timm"):
      return lamb(
        decay: options.decoupled_decay! ? .decoupled : .inUpdate,
        correction: options.bias_correction! ? .both : .none,
        trustRatio: TrustRatio(maximum: options.trust_clip! ? 1 : .infinity))
    case ("lamb", "pytorch_optimizer"):
      return lamb(
        decay: options.weight_decouple! ? .decoupled : .inUpdate, correction: .first,
        trustRatio: TrustRatio(parameterNorms: 0...options.clamp!, epsilon: options.eps!))
    case ("lamb", "paper"):
      return lamb(
        decay: .inUpdate, correction: .both,
        trustRatio: TrustRatio(
          parameterNorms: options.phi_lower!...(options.phi_upper ?? .infinity)))
    default:
      Issue.record("no rule for \(record.optimizer), \(record.variant ?? "")")
      throw UnknownRule()
    }
  }

  struct UnknownRule: Error {}

  private func lamb(
    decay: LAMB.Decay, correction: LAMB.Correction, trustRatio: TrustRatio
  ) -> LAMB {
    let options = record.hyperparameters
    return LAMB(
      momentum: options.betas![0], squareMomentum: options.betas![1], epsilon: options.eps!,
      weightDecay: options.weight_decay!, decay: decay, correction: correction,
      averagesGradient: options.grad_averaging ?? true, trustRatio: trustRatio,
      adaptsUndecayed: options.always_adapt ?? true)
  }

  var groups: [ParameterGroup] {
    let options = record.hyperparameters
    let leavesOutVectors = record.optimizer == "lars" && record.variant != "timm"
    return problem.tensors.map { tensor in
      if leavesOutVectors { return .usual(forTensorNamed: tensor.name, shape: tensor.shape) }
      let group = record.groups?.first { $0.tensors.contains(tensor.name) }
      let isDecayed =
        group?.weightDecay != 0
        && options.exclude_from_weight_decay?.contains(tensor.name) != true
      return ParameterGroup(
        learningRateScale: group?.learningRateScale ?? 1, isDecayed: isDecayed,
        isAdapted: options.exclude_from_layer_adaptation?.contains(tensor.name) != true)
    }
  }

  var clipping: GradientClipping? {
    let options = record.hyperparameters
    guard let maximum = options.max_grad_norm, maximum > 0 else { return nil }
    return switch (record.optimizer, record.variant) {
    case ("adan", _): .norm(maximum, epsilon: options.eps!)
    case ("lamb", "timm"): .norm(maximum, epsilon: 0)
    default: options.pre_norm == true ? .norm(maximum) : nil
    }
  }
}
