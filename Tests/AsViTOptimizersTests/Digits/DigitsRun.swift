import AsViTOptimizers
import FoundationEssentials
import Testing

/// One row of the reference runs: a model, a schedule and an optimizer, for five seeds.
struct DigitsRun: Decodable, Sendable, CustomTestStringConvertible {
  let model: String
  let schedule: String
  let optimizer: String
  let hyperparameters: GoldenOptions
  let seeds: [SeedRun]

  struct SeedRun: Decodable, Sendable {
    let seed: UInt64
    /// Over the whole training set, after each of `Reference.recordedUpdates`.
    let trainLosses: [Double]
    let testAccuracy: Double
    let testLoss: Double

    enum CodingKeys: String, CodingKey {
      case seed
      case trainLosses = "train_loss"
      case testAccuracy = "test_accuracy"
      case testLoss = "test_loss"
    }
  }

  enum CodingKeys: String, CodingKey {
    case model, schedule, optimizer, hyperparameters
    case seeds = "per_seed"
  }

  struct Reference: Decodable, Sendable {
    let recordedUpdates: [Int]
    let runs: [DigitsRun]

    enum CodingKeys: String, CodingKey {
      case runs
      case recordedUpdates = "train_loss_after_updates"
    }

    static let loaded = Result {
      struct File: Decodable { let digits: Reference }
      let path = digitsFolder + "/optimizers_digits.json"
      return try JSONDecoder().decode(File.self, from: Data(contentsOf: URL(filePath: path)))
        .digits
    }
  }

  var testDescription: String { "\(model), \(schedule), \(optimizer)" }

  var widths: [Int] { model == "softmax" ? [64, 10] : [64, 32, 10] }

  func learningRate(at update: Int, of updateCount: Int) throws -> Double {
    let peak = try hyperparameters.number("lr")
    switch schedule {
    case "constant": return peak
    case "warmup_cosine":
      return DigitsSchedule(peak: peak, updateCount: updateCount)
        .learningRate(at: Double(update))
    default: throw Unknown(name: schedule)
    }
  }

  func rule() throws -> any UpdateRule {
    let rate = try hyperparameters.number("lr")
    let decay = hyperparameters.number(ifPresent: "weight_decay") ?? 0
    let momentum = hyperparameters.number(ifPresent: "momentum") ?? 0
    switch optimizer {
    case "sgd", "sgd_momentum", "sgd_nesterov":
      return SGD(
        learningRate: rate, momentum: momentum, weightDecay: decay,
        isNesterov: hyperparameters.flag("nesterov"))
    case "adam_l2", "adam_amsgrad":
      return Adam(weightDecay: decay, usesAMSGrad: hyperparameters.flag("amsgrad"))
    case "adamw", "adamw_amsgrad":
      return AdamW(weightDecay: decay, usesAMSGrad: hyperparameters.flag("amsgrad"))
    case "lars":
      return LARS(
        momentum: momentum, weightDecay: decay,
        trustCoefficient: try hyperparameters.number("trust_coeff"),
        form: .timm(epsilon: 1e-8), adaptsUndecayed: false)
    case "lamb": return LAMB(weightDecay: decay, adaptsUndecayed: false)
    case "adan": return Adan(weightDecay: decay)
    default: throw Unknown(name: optimizer)
    }
  }

  /// timm's LAMB clips by itself.
  var clipping: GradientClipping? { optimizer == "lamb" ? .norm(1, epsilon: 0) : nil }

  struct Unknown: Error {
    let name: String
  }
}
