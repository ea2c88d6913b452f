import AsViTOptimizers
import Testing

@Suite struct ScheduleTests {
  /// The unit of time is the schedule's own: updates, or the fraction of the budget.
  @Test(arguments: [0, 7, 20, 55, 99, 100])
  func `fractions agree with updates`(update: Int) {
    let fraction = Double(update) / 100
    let pairs: [(any Schedule, any Schedule)] = [
      (
        Warmup(CosineDecay(peak: 0.1, floor: 1e-3, length: 80), length: 20),
        Warmup(CosineDecay(peak: 0.1, floor: 1e-3, length: 0.8), length: 0.2)
      ),
      (
        PolynomialDecay(peak: 0.1, length: 100, power: 2),
        PolynomialDecay(peak: 0.1, length: 1, power: 2)
      ),
      (OneCycle(peak: 0.1, length: 100), OneCycle(peak: 0.1, length: 1)),
      (
        MultistepDecay(peak: 1, factor: 0.1, milestones: [30, 60]),
        MultistepDecay(peak: 1, factor: 0.1, milestones: [0.3, 0.6])
      ),
    ]
    for (updates, fractions) in pairs {
      let rate = updates.learningRate(at: Double(update))
      #expect(abs(rate - fractions.learningRate(at: fraction)) < 1e-15)
    }
  }

  @Test func `rates stay at their ends`() {
    let time = 1e6
    #expect(CosineDecay(peak: 1, floor: 0.1, length: 10).learningRate(at: time) == 0.1)
    #expect(PolynomialDecay(peak: 1, floor: 0.1, length: 10).learningRate(at: time) == 0.1)
    let cycle = OneCycle(peak: 1, updateCount: 10)
    #expect(cycle.learningRate(at: time) == cycle.learningRate(at: 9))
    #expect(cycle.momentum(at: time) == 0.95)
  }

  /// torch divides by zero where a phase has no length.
  @Test(arguments: [(10, 0.1), (20, 0.05), (2, 0.5), (1, 0.3), (1, 1)])
  func `phases without length are passed over`(updateCount: Int, rise: Double) {
    let cycle = OneCycle(peak: 1, updateCount: updateCount, rise: rise)
    for update in 0..<updateCount {
      let rate = cycle.learningRate(at: Double(update))
      #expect(rate > 0 && rate <= 1)
      #expect((0.85...0.95).contains(cycle.momentum(at: Double(update))!))
    }
    if rise < 1 {
      #expect(abs(cycle.learningRate(at: Double(updateCount - 1)) - 4e-6) < 1e-12)
    }
  }

  @Test func `momentum is greatest where the rate is least`() {
    let cycle = OneCycle(peak: 1, length: 1)
    let times = stride(from: 0.0, through: 1, by: 0.01)
    let fastest = times.max { cycle.learningRate(at: $0) < cycle.learningRate(at: $1) }!
    let loosest = times.min { cycle.momentum(at: $0)! < cycle.momentum(at: $1)! }!
    #expect(fastest == loosest && fastest == 0.25)
  }

  @Test func `rules follow rate and momentum`() {
    var rule: any UpdateRule = AdamW(learningRate: 1, momentum: 0.5)
    rule.follow(ConstantRate(0.25), at: 3)
    #expect(rule.learningRate == 0.25 && rule.momentum == 0.5)
    rule.follow(OneCycle(peak: 1, length: 1), at: 0.25)
    #expect(rule.learningRate == 1 && abs(rule.momentum - 0.85) < 1e-15)
  }

  @Test func `warmup passes momentum on`() {
    let schedule = Warmup(OneCycle(peak: 1, length: 1), length: 0.5)
    #expect(schedule.momentum(at: 0.2) == 0.95)
    #expect(abs(schedule.momentum(at: 0.75)! - 0.85) < 1e-15)
  }
}
