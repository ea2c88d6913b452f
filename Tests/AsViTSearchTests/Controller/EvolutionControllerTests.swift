import AsViTNumerics
import AsViTProxies
import AsViTSearch
import AsViTTestSupport
import Testing

@Suite struct EvolutionControllerTests {
  let optionCounts = [3, 2, 5]

  private func observation(_ selection: [Int], length: Double) -> Observation {
    Observation(
      selection: selection, scores: .init(length: length, condition: 1), reward: 0)
  }

  private func differences(_ first: [Int], _ second: [Int]) -> Int {
    zip(first, second).count { $0 != $1 }
  }

  /// With a tournament far larger than the population the fittest is always the parent.
  @Test func `children change one choice of the fittest`() {
    var rng = SplitMix64(seed: Seed(1))
    var controller = EvolutionController(
      optionCounts: optionCounts, populationSize: 3, tournamentSize: 100)
    controller.observe(observation([0, 0, 0], length: 1))
    controller.observe(observation([2, 1, 4], length: 9))
    controller.observe(observation([1, 0, 2], length: 5))
    var children: Set<[Int]> = []
    for _ in 0..<300 {
      let child = controller.propose(using: &rng)
      #expect(differences(child, [2, 1, 4]) == 1)
      children.insert(child)
    }
    // Two other options of the first choice, one of the second, four of the third.
    #expect(children.count == 7)
  }

  @Test func `oldest dies however fit`() {
    var rng = SplitMix64(seed: Seed(2))
    var controller = EvolutionController(
      optionCounts: optionCounts, populationSize: 2, tournamentSize: 100)
    controller.observe(observation([0, 0, 0], length: 100))
    controller.observe(observation([1, 1, 1], length: 1))
    #expect(differences(controller.propose(using: &rng), [0, 0, 0]) == 1)
    controller.observe(observation([2, 1, 3], length: 2))
    for _ in 0..<50 { #expect(differences(controller.propose(using: &rng), [2, 1, 3]) == 1) }
  }

  @Test func `the population is filled at random`() {
    var rng = SplitMix64(seed: Seed(3))
    var controller = EvolutionController(optionCounts: optionCounts, populationSize: 60)
    var seen = optionCounts.map { _ in Set<Int>() }
    for _ in 0..<60 {
      let selection = controller.propose(using: &rng)
      for (choice, option) in selection.enumerated() { seen[choice].insert(option) }
      controller.observe(observation(selection, length: 0))
    }
    #expect(seen.map(\.count) == optionCounts)
  }

  @Test func `outcomes without value are the least fit`() {
    var rng = SplitMix64(seed: Seed(4))
    var controller = EvolutionController(
      optionCounts: optionCounts, populationSize: 2, tournamentSize: 100)
    controller.observe(
      Observation(
        selection: [0, 0, 0],
        scores: [
          LengthDistortion.metric: Measurement(repeats: [.value(3)]),
          ConditionNumber.metric: Measurement(repeats: [.singular]),
        ], reward: 0))
    controller.observe(
      Observation(selection: [1, 1, 1], scores: .init(length: 3, condition: 1e12), reward: 0))
    #expect(differences(controller.propose(using: &rng), [1, 1, 1]) == 1)
  }

  @Test func `zero generator ends`() {
    var rng = ConstantGenerator.zeros
    var controller = EvolutionController(optionCounts: optionCounts, populationSize: 2)
    for _ in 0..<2 {
      let selection = controller.propose(using: &rng)
      #expect(selection == [0, 0, 0])
      controller.observe(observation(selection, length: 1))
    }
    #expect(controller.propose(using: &rng) == [1, 0, 0])
  }

  @Test func `space without choices has one selection`() {
    var rng = SplitMix64(seed: Seed(6))
    var controller = EvolutionController(optionCounts: [], populationSize: 1)
    for _ in 0..<3 {
      #expect(controller.propose(using: &rng) == [])
      controller.observe(observation([], length: 1))
    }
  }
}
