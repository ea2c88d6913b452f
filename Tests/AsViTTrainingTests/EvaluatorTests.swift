import AsViTNetwork
import AsViTNumerics
import AsViTTestSupport
import AsViTTraining
import Foundation
import Testing

struct EvaluatorTests {
  @Test(arguments: [1, 3])
  func `what it counts is what the logits say`(threads: Int) throws {
    var family = TinyTraining.family
    family.classCount = 7
    let store = ParameterStore<Double>(
      try family.architecture(for: TinyTraining.genotype), seed: Seed(6), workers: Workers(count: 1)
    )
    // Logits of a fresh network hardly differ.
    var rng = SplitMix64(seed: Seed(7))
    store.setValues((0..<8 * 8 * 7).map { _ in rng.normal() }, of: "head.fc2.weight")
    let network = Network(store)
    let evaluator = Evaluator(of: network, workers: Workers(count: threads))
    var (loss, right, topFive) = (0.0, 0, 0)
    for (count, seed) in [(33, UInt64(1)), (5, 2)] {
      let batch = randomBatch(
        imageCount: count, side: 16, classCount: 7, seed: seed, as: Double.self)
      evaluator.add(batch)
      let arena = Arena<Double>()
      let input = Activation(
        arena, orders: 1, imageCount: count, shape: network.architecture.trunk[0].input)
      input.base.update(from: batch.images, count: batch.images.count)
      let logits = network.forward(input, to: .logits, pass: ForwardPass(scratch: arena))
      for image in 0..<count {
        let scores = (0..<7).map { logits.image(image)[$0] }
        let targets = Array(batch.targets[image * 7..<(image + 1) * 7])
        let truth = try #require(targets.indices.max { targets[$0] < targets[$1] })
        let ranked = scores.indices.sorted { scores[$0] > scores[$1] }
        right += ranked[0] == truth ? 1 : 0
        topFive += ranked.prefix(5).contains(truth) ? 1 : 0
        let total = log(scores.reduce(0) { $0 + exp($1) })
        loss += zip(targets, scores).reduce(0) { $0 + $1.0 * (total - $1.1) }
      }
    }
    let evaluation = try evaluator.evaluation()
    #expect(evaluation.imageCount == 38)
    #expect(evaluation.topOneCount == right && evaluation.topFiveCount == topFive)
    #expect(relativeError(try #require(evaluation.loss), from: loss / 38) < 1e-12)
    #expect(0 < right && right < 38)
  }
}
