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
    return try Golden.cases(of: "schedules", having: "class").flatMap {
      try $0.decoded(as: File.self).cases.map(ScheduleCase.init)
    }
  }

  struct UnknownSchedule: Error {
    let name: String
  }

  private var options: GoldenOptions { record.hyperparameters }

  private func number(_ name: String, _ standard: Double) -> Double {
    options.number(ifPresent: name) ?? standard
  }

  /// What the library's options are in our terms. One that is absent has the library's default.
  func schedule() throws -> any Schedule {
    switch record.kind {
    case "OneCycleLR": return try torchOneCycle()
    case "fit_one_cycle":
      let momenta = options.numbers(ifPresent: "moms") ?? [0.95, 0.85, 0.95]
      return OneCycle(
        peak: try options.number("lr_max"), length: try options.number("total_steps"),
        rise: number("pct_start", 0.25), startDivisor: number("div", 25),
        endDivisor: number("div_final", 1e5),
        momenta: OneCycle.Momenta(start: momenta[0], peak: momenta[1], end: momenta[2]))
    case "StepLR":
      return StepDecay(
        peak: try options.number("lr"), factor: number("gamma", 0.1),
        every: try options.number("step_size"))
    case "StepLRScheduler":
      return try warmedUp(
        StepDecay(
          peak: try options.number("lr"), factor: number("decay_rate", 1),
          every: try options.number("decay_t")), isPrefix: true)
    case "MultiStepLR":
      return MultistepDecay(
        peak: try options.number("lr"), factor: number("gamma", 0.1),
        milestones: try options.numbers("milestones"))
    case "MultiStepLRScheduler":
      return try warmedUp(
        MultistepDecay(
          peak: try options.number("lr"), factor: number("decay_rate", 1),
          milestones: try options.numbers("decay_t").map { $0 - 1 }), isPrefix: true)
    case "PolynomialLR":
      return PolynomialDecay(
        peak: try options.number("lr"), length: number("total_iters", 5),
        power: number("power", 1))
    case "PolyLRScheduler":
      return try warmedUp(
        PolynomialDecay(
          peak: try options.number("lr"), floor: number("lr_min", 0),
          length: try options.number("t_initial"), power: number("power", 0.5),
          exponent: number("k_decay", 1), cycles: timmCycles), isPrefix: false)
    case "CosineLRScheduler":
      return try warmedUp(
        CosineDecay(
          peak: try options.number("lr"), floor: number("lr_min", 0),
          length: try options.number("t_initial"), exponent: number("k_decay", 1),
          cycles: timmCycles), isPrefix: false)
    case "CosineAnnealingLR": return try torchCosine()
    case "SequentialLR":
      let rate = try options.number("lr")
      return Warmup(
        try torchCosine(), from: rate * number("start_factor", 1.0 / 3),
        length: number("warmup_iters", 5))
    case "ConstantWithLinearWarmup":
      let rate = try options.number("lr")
      return Warmup(
        ConstantRate(rate), from: rate * number("start_factor", 1.0 / 3),
        length: number("total_iters", 5))
    default: throw UnknownSchedule(name: record.kind)
    }
  }

  /// timm's warm-up; `isPrefix` is the scheduler's default.
  private func warmedUp(_ base: some Schedule, isPrefix: Bool) throws -> any Schedule {
    let length = number("warmup_t", 0)
    guard length > 0 else { return base }
    return Warmup(
      base, from: number("warmup_lr_init", 0), to: try options.number("lr"), length: length,
      isPrefix: options.flag("warmup_prefix", default: isPrefix))
  }

  private var timmCycles: Cycles {
    Cycles(
      count: Int(number("cycle_limit", 1)), lengthFactor: number("cycle_mul", 1),
      peakFactor: number("cycle_decay", 1))
  }

  private func torchCosine() throws -> CosineWave {
    CosineWave(
      peak: try options.number("lr"), floor: number("eta_min", 0),
      halfPeriod: try options.number("T_max"))
  }

  private func torchOneCycle() throws -> OneCycle {
    let momenta = number("base_momentum", 0.85)...number("max_momentum", 0.95)
    return OneCycle(
      peak: try options.number("max_lr"), updateCount: Int(try options.number("total_steps")),
      rise: number("pct_start", 0.3),
      annealing: options.text(ifPresent: "anneal_strategy") == "linear" ? .linear : .cosine,
      startDivisor: number("div_factor", 25), endDivisor: number("final_div_factor", 1e4),
      momenta: options.flag("cycle_momentum", default: true) ? OneCycle.Momenta(momenta) : nil,
      hasThirdPhase: options.flag("three_phase"))
  }
}
