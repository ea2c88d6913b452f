import AsViTOptimizers
import AsViTTestSupport
import Testing

/// The rates of a library's schedule over all updates: one case of one file of
/// `Tests/Golden/schedules`.
struct ScheduleCase: Sendable, CustomTestStringConvertible {
  let record: Record

  var testDescription: String { record.name }

  struct Record: Decodable, Sendable {
    let name: String
    let library: String
    let kind: String
    let hyperparameters: GoldenOptions
    let updateCount: Int
    let learningRates: [Double]
    let momenta: [Double]?

    enum CodingKeys: String, CodingKey {
      case name, library, hyperparameters
      case kind = "class"
      case updateCount = "updates"
      case learningRates = "lr"
      case momenta = "momentum"
    }
  }

  static func all() throws -> [ScheduleCase] {
    struct File: Decodable { let cases: [Record] }
    let schedules = try Golden.cases(of: "schedules").filter { $0.name != "lr_scaling" }
    return try schedules.flatMap { try $0.decoded(as: File.self).cases.map(ScheduleCase.init) }
  }

  struct UnknownSchedule: Error {
    let name: String
  }

  /// What the library's options are in our terms.
  func schedule() throws -> any Schedule {
    let options = record.hyperparameters
    switch record.kind {
    case "OneCycleLR": return try torchOneCycle()
    case "fit_one_cycle":
      let momenta = try options.numbers("moms")
      return OneCycle(
        peak: try options.number("lr_max"), length: try options.number("total_steps"),
        rise: try options.number("pct_start"), startDivisor: try options.number("div"),
        endDivisor: try options.number("div_final"), momenta: momenta[1]...momenta[0])
    case "StepLR":
      return StepDecay(
        peak: try options.number("lr"), factor: try options.number("gamma"),
        every: try options.number("step_size"))
    case "StepLRScheduler":
      return try warmedUp(
        StepDecay(
          peak: try options.number("lr"), factor: try options.number("decay_rate"),
          every: try options.number("decay_t")), isPrefix: true)
    case "MultiStepLR":
      return MultistepDecay(
        peak: try options.number("lr"), factor: try options.number("gamma"),
        milestones: try options.numbers("milestones"))
    case "MultiStepLRScheduler":
      return MultistepDecay(
        peak: try options.number("lr"), factor: try options.number("decay_rate"),
        milestones: try options.numbers("decay_t").map { $0 - 1 })
    case "PolynomialLR":
      return PolynomialDecay(
        peak: try options.number("lr"), length: try options.number("total_iters"),
        power: try options.number("power"))
    case "PolyLRScheduler":
      return try warmedUp(
        PolynomialDecay(
          peak: try options.number("lr"), floor: options.number(ifPresent: "lr_min") ?? 0,
          length: try options.number("t_initial"),
          power: options.number(ifPresent: "power") ?? 0.5), isPrefix: false)
    case "CosineLRScheduler": return try warmedUp(timmCosine(), isPrefix: false)
    case "CosineAnnealingLR": return try torchCosine()
    case "SequentialLR":
      let start = try options.number("lr") * options.number("start_factor")
      return Warmup(try torchCosine(), from: start, length: try options.number("warmup_iters"))
    case "ConstantWithLinearWarmup":
      let rate = try options.number("lr")
      return Warmup(
        ConstantRate(rate), from: try rate * options.number("start_factor"),
        length: try options.number("total_iters"))
    default: throw UnknownSchedule(name: record.kind)
    }
  }

  /// timm's warm-up; `isPrefix` is the scheduler's default.
  private func warmedUp(_ base: some Schedule, isPrefix: Bool) throws -> any Schedule {
    let options = record.hyperparameters
    guard let length = options.number(ifPresent: "warmup_t") else { return base }
    return Warmup(
      base, from: try options.number("warmup_lr_init"), length: length,
      isPrefix: options.flag(ifPresent: "warmup_prefix") ?? isPrefix)
  }

  private func timmCosine() throws -> CosineDecay {
    let options = record.hyperparameters
    return CosineDecay(
      peak: try options.number("lr"), floor: options.number(ifPresent: "lr_min") ?? 0,
      length: try options.number("t_initial"),
      exponent: options.number(ifPresent: "k_decay") ?? 1,
      cycles: CosineDecay.Cycles(
        count: Int(options.number(ifPresent: "cycle_limit") ?? 1),
        lengthFactor: options.number(ifPresent: "cycle_mul") ?? 1,
        peakFactor: options.number(ifPresent: "cycle_decay") ?? 1))
  }

  private func torchCosine() throws -> CosineWave {
    let options = record.hyperparameters
    return CosineWave(
      peak: try options.number("lr"), floor: try options.number("eta_min"),
      halfPeriod: try options.number("T_max"))
  }

  /// Options that are absent keep our defaults, which are torch's.
  private func torchOneCycle() throws -> OneCycle {
    let options = record.hyperparameters
    let least = options.number(ifPresent: "base_momentum") ?? 0.85
    let greatest = options.number(ifPresent: "max_momentum") ?? 0.95
    let cyclesMomentum = options.flag(ifPresent: "cycle_momentum") ?? true
    return OneCycle(
      peak: try options.number("max_lr"), updateCount: Int(try options.number("total_steps")),
      rise: options.number(ifPresent: "pct_start") ?? 0.3,
      annealing: options.text(ifPresent: "anneal_strategy") == "linear" ? .linear : .cosine,
      startDivisor: options.number(ifPresent: "div_factor") ?? 25,
      endDivisor: options.number(ifPresent: "final_div_factor") ?? 1e4,
      momenta: cyclesMomentum ? least...greatest : nil,
      hasThirdPhase: options.flag(ifPresent: "three_phase") ?? false)
  }
}
