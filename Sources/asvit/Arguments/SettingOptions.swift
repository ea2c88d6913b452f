import AsViTReport

/// The options behind the settings of `run.json`, by their keys there.
private let options = [
  "space": "--space", "images": "--images", "latency": "--runtime", "proxies.metrics": "--metrics",
  "proxies.circlePointCount": "--angles", "proxies.repeatCount": "--repeats",
  "proxies.errorShare": "--repeats",

  "search.controller": "--controller", "search.stepCount": "--steps",
  "search.samplesPerStep": "--samples-per-step", "search.seed": "--seed",
  "search.limits.maxParameters": "--max-params", "search.limits.maxMACs": "--max-macs",
  "search.limits.maxLatency": "--max-latency",
  "search.blocks": "--blocks", "search.objective": "--objective", "search.trained": "--table",
  "search.trained.target": "--target", "search.trained.extrapolates": "--extrapolate",
  "search.trained.rounds.settings.sampleCount": "--sample",
  "search.trained.rounds.settings.seedCount": "--seeds",
  "search.trained.rounds.settings.designCount": "--shortlist",
  "search.trained.rounds.settings.seconds": "--for",
  "search.rescores": "--rescore", "search.warmStart": "--warm-start",

  "growth.topology": "--from or --genotype", "growth.policy": "--policy",
  "growth.seed": "--seed", "growth.objective": "--objective",
  "growth.reach.targets": "--sizes", "growth.reach.upTo": "--max-params",
  "growth.maxMACs": "--max-macs", "growth.maxBlocks": "--max-blocks",
  "allowsAbove": "--allow-above",

  "audit.genotypes": "the table", "audit.targets": "--targets", "audit.scores": "--proxies-from",
  "audit.noise": "--noise", "audit.seed": "--seed",

  "candidates": "--from or --genotype", "halves": "--candidates", "seedCount": "--seeds",
  "data": "--data", "training.budget": "--budget", "training.optimizer": "--optimizer",
  "training.schedule": "--schedule", "training.learningRate": "--lr",
  "training.weightDecay": "--weight-decay", "training.warmUp": "--warm-up",
  "training.batchSize": "--batch", "training.clipNorm": "--clip",
  "training.regularisation.dropPath": "--drop-path",
  "training.regularisation.dropout": "--dropout", "training.averageDecay": "--ema",
  "training.curriculum.curriculum": "--curriculum", "training.curriculum.shares": "--shares",
  "training.curriculum.replays": "--replay",
  "training.curriculum.largestBatchMultiplier": "--batch-growth",
  "training.curriculum.leastGridSide": "--least-grid",
  "training.curriculum.authorsEpochs": "--authors-rounding",
  "training.augmentation": "--augment", "training.augmentation.mixupAlpha": "--mixup",
  "training.augmentation.cutmixAlpha": "--cutmix",
  "training.augmentation.erasingProbability": "--erasing",
  "training.augmentation.randAugment": "--rand-augment",
  "training.augmentation.randAugment.operations": "--operations",
  "training.augmentation.labelSmoothing": "--label-smoothing",
  "training.augmentation.lowFrequency": "--low-frequency", "training.seed": "--seed",
]

extension JSONDifference {
  /// The difference by the option that it comes from, and by its key where that is only a part of it.
  var byOption: JSONDifference {
    let place = key.prefix { $0 != " " && $0 != "[" }
    var words = place.split(separator: ".")
    while !words.isEmpty {
      if let option = options[words.joined(separator: ".")] {
        return named(words.joined(separator: ".") == key ? option : "\(option) (\(key))")
      }
      words.removeLast()
    }
    return self
  }
}
