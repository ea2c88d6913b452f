import AsViTNumerics
import AsViTProxies
import AsViTSearch
import AsViTTestSupport
import Testing

@Suite struct ParetoControllerTests {
  private let optionCounts = [Int](repeating: 6, count: 6)

  /// Two scores that pull every choice to opposite ends: the front has one option at the lower end for
  /// each that is not at the upper.
  private func observation(_ selection: [Int]) -> Observation {
    let length = selection.reduce(0) { $0 + $1 * $1 }
    let condition = selection.reduce(0) { $0 + (5 - $1) * (5 - $1) }
    return Observation(
      selection: selection,
      scores: .init(length: -Double(length), condition: Double(condition)), reward: 0)
  }

  /// How many different ones of `count` selections are on the front of all: those whose options differ by
  /// one at most.
  private func frontCount(_ controller: some Controller, of count: Int, seed: UInt64) -> Int {
    var controller: any Controller = controller
    var rng = SplitMix64(seed: Seed(seed))
    let selections = (0..<count).map { _ in
      let selection = controller.propose(using: &rng)
      controller.observe(observation(selection))
      return selection
    }
    return Set(selections).count { ($0.max() ?? 0) - ($0.min() ?? 0) <= 1 }
  }

  @Test func `evolution comes to the front, which random search hardly meets`() {
    for seed in 1...3 as ClosedRange<UInt64> {
      let controller = ParetoController(
        optionCounts: optionCounts, objective: .paper, populationSize: 20)
      let evolved = frontCount(controller, of: 600, seed: seed)
      let drawn = frontCount(RandomController(optionCounts: optionCounts), of: 600, seed: seed)
      #expect(evolved > 15 && evolved > 3 * drawn, "\(evolved) against \(drawn)")
    }
  }

  @Test func `a generation is foreseen whole and proposes nothing of those before`() {
    var controller = ParetoController(
      optionCounts: optionCounts, objective: .paper, populationSize: 10)
    var rng = SplitMix64(seed: Seed(5))
    var before: Set<[Int]> = []
    for _ in 0..<5 {
      var generation: Set<[Int]> = []
      for number in 0..<10 {
        #expect(controller.foreseeableProposalCount == 10 - number)
        let selection = controller.propose(using: &rng)
        #expect(!before.contains(selection))
        generation.insert(selection)
        controller.observe(observation(selection))
      }
      before.formUnion(generation)
    }
  }

  @Test func `outcomes without value leave the population first`() {
    var controller = ParetoController(
      optionCounts: [50, 50, 50, 50], objective: .paper, populationSize: 2)
    let failing = [40, 41, 42, 43]
    controller.observe(
      Observation(
        selection: failing,
        scores: [
          LengthDistortion.metric: Measurement(repeats: [.value(9)]),
          ConditionNumber.metric: Measurement(repeats: [.singular]),
        ], reward: 0))
    for option in 0..<3 {
      let selection = failing.map { _ in option }
      controller.observe(
        Observation(selection: selection, scores: .init(length: 9, condition: 1), reward: 0))
    }
    // Options of the one that failed come up by mutation alone.
    var rng = SplitMix64(seed: Seed(2))
    let children = (0..<200).map { _ in controller.propose(using: &rng) }
    #expect(children.count { zip($0, failing).contains { $0 == $1 } } < 20)
  }

  @Test func `zero generator ends, and a space without choices has one selection`() {
    var zeros = ConstantGenerator.zeros
    var controller = ParetoController(
      optionCounts: [3, 2], objective: .paper, populationSize: 2)
    for _ in 0..<6 { controller.observe(observation(controller.propose(using: &zeros))) }
    var empty = ParetoController(optionCounts: [], objective: .paper, populationSize: 1)
    for _ in 0..<3 {
      #expect(empty.propose(using: &zeros) == [])
      empty.observe(observation([]))
    }
  }
}
