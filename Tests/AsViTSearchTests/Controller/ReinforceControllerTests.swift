import AsViTNumerics
import AsViTProxies
import AsViTSearch
import AsViTTestSupport
import Testing

@Suite struct ReinforceControllerTests {
  private func controller(optionCounts: [Int], samplesPerStep: Int = 1) -> ReinforceController {
    var rng = SplitMix64(seed: Seed(5))
    return ReinforceController(
      optionCounts: optionCounts, samplesPerStep: samplesPerStep, using: &rng)
  }

  private func observation(_ selection: [Int], reward: Double) -> Observation {
    Observation(selection: selection, scores: Scores(), reward: reward)
  }

  @Test func `a policy starts near uniform`() throws {
    let logits = try #require(controller(optionCounts: Array(repeating: 40, count: 50)).policy)
      .logits.flatMap(\.self)
    let deviation =
      (logits.reduce(0) { $0 + $1 * $1 } / Double(logits.count)).squareRoot()
    #expect(abs(deviation - 1e-3) < 1e-4)
  }

  @Test func `an option to start at has four times the odds of another`() throws {
    var (rng, same) = (SplitMix64(seed: Seed(5)), SplitMix64(seed: Seed(5)))
    let plain = ReinforceController(optionCounts: [3, 2, 4], using: &rng)
    let warm = ReinforceController(
      optionCounts: [3, 2, 4], start: [2, nil, 0], using: &same)
    let (before, after) = (
      try #require(plain.policy).probabilities, try #require(warm.policy).probabilities
    )
    #expect(abs(after[0][2] / after[0][0] - 4 * before[0][2] / before[0][0]) < 1e-12)
    #expect(after[1] == before[1])
    #expect(abs(after[2][0] - 4.0 / 7) < 1e-2)
  }

  /// The baseline already contains the first reward and equals it: nothing is learned from it.
  @Test func `first reward moves nothing`() throws {
    var controller = controller(optionCounts: [2, 3])
    let before = controller.policy
    controller.observe(observation([0, 1], reward: 2.5))
    #expect(controller.baseline == 2.5)
    #expect(controller.policy == before)
  }

  /// By hand: rewards 0 and 1 make b = 0.1 / 0.19 and R − b = 9/19. With first gradient 0 and
  /// second g, Adam has m̂ = 0.1 g / 0.19 and v̂ = 0.001 g² / 0.001999 and moves every logit by
  /// 0.08 · m̂ / √v̂ against the sign of g: the selected option up, the others down.
  @Test func `second reward moves logits by Adam`() throws {
    var controller = controller(optionCounts: [2, 3])
    let before = try #require(controller.policy).logits
    controller.observe(observation([0, 1], reward: 0))
    controller.observe(observation([1, 2], reward: 1))
    #expect(abs(try #require(controller.baseline) - 0.1 / 0.19) < 1e-14)
    let move = 0.08 * (0.1 / 0.19) / (0.001 / 0.001999 as Double).squareRoot()
    let signs: [[Double]] = [[-1, 1], [-1, -1, 1]]
    let after = try #require(controller.policy).logits
    for choice in signs.indices {
      for option in signs[choice].indices {
        let expected = before[choice][option] + signs[choice][option] * move
        #expect(abs(after[choice][option] - expected) < 1e-8)
      }
    }
  }

  /// By hand: of the same rewards the gradients are 0 and g, their mean g / 2, and the first step of Adam
  /// moves every logit by 0.08 whatever the gradient's size.
  @Test func `several samples move the logits once, by their mean gradient`() throws {
    var controller = controller(optionCounts: [2, 3], samplesPerStep: 2)
    let before = try #require(controller.policy).logits
    #expect(controller.foreseeableProposalCount == 2)
    controller.observe(observation([0, 1], reward: 0))
    #expect(controller.policy?.logits == before && controller.foreseeableProposalCount == 1)
    controller.observe(observation([1, 2], reward: 1))
    #expect(controller.foreseeableProposalCount == 2)
    #expect(abs(try #require(controller.baseline) - 0.1 / 0.19) < 1e-14)
    let signs: [[Double]] = [[-1, 1], [-1, -1, 1]]
    let after = try #require(controller.policy).logits
    for (choice, signs) in signs.enumerated() {
      for (option, sign) in signs.enumerated() {
        #expect(abs(after[choice][option] - before[choice][option] - 0.08 * sign) < 1e-6)
      }
    }
  }

  @Test func `worse than average is made less likely`() throws {
    var controller = controller(optionCounts: [2])
    controller.observe(observation([0], reward: 0))
    controller.observe(observation([1], reward: -1))
    #expect(try #require(controller.policy).probabilities[0][1] < 0.48)
    #expect(controller.preferredSelection == [0])
  }

  @Test func `zero generator starts uniform`() {
    var rng = ConstantGenerator.zeros
    var controller = ReinforceController(optionCounts: [3, 2], using: &rng)
    #expect(controller.policy == CategoricalPolicy(uniformOver: [3, 2]))
    #expect(controller.propose(using: &rng) == [0, 0])
  }
}
