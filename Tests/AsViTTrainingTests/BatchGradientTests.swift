import AsViTArchitecture
import AsViTNetwork
import AsViTNumerics
import AsViTTestSupport
import AsViTTraining
import Testing

struct BatchGradientTests {
  private func store(_ side: Int = 16) throws -> ParameterStore<Double> {
    var family = TinyTraining.family
    family.imageSide = side
    return ParameterStore(
      try family.architecture(for: TinyTraining.genotype), seed: Seed(5), workers: Workers(count: 1)
    )
  }

  private func loss(
    _ store: ParameterStore<Double>, _ batch: Batch<Double>, _ regularisation: Regularisation,
    threads: Int = 1
  ) throws -> (loss: Double, gradients: [String: [Double]]) {
    let gradient = BatchGradient<Double>(workers: Workers(count: threads))
    let loss = try gradient.loss(
      of: Network(store), on: batch, regularisation: regularisation, seed: Seed(8))
    let gradients = store.architecture.parameters.map {
      ($0.name, gradient.gradients!.values(of: $0.name))
    }
    return (loss, Dictionary(uniqueKeysWithValues: gradients))
  }

  @Test(arguments: [
    Regularisation(), Regularisation(dropPath: 0.6), Regularisation(dropPath: 0.4, dropout: 0.3),
  ])
  func `the gradient is the central difference of the loss`(
    regularisation: Regularisation
  ) throws {
    let store = try store()
    let batch = randomBatch(
      imageCount: 7, side: 16, classCount: 4, seed: 1, as: Double.self)
    let gradients = try loss(store, batch, regularisation).gradients
    var generator = SplitMix64(seed: Seed(2))
    for parameter in store.architecture.parameters {
      let values = store.values(of: parameter.name)
      let direction = values.map { _ in Double.random(in: -1...1, using: &generator) }
      func shifted(_ step: Double) throws -> Double {
        store.setValues(zip(values, direction).map { $0 + step * $1 }, of: parameter.name)
        return try loss(store, batch, regularisation).loss
      }
      let difference = try (shifted(1e-5) - shifted(-1e-5)) / 2e-5
      store.setValues(values, of: parameter.name)
      let slope = zip(try #require(gradients[parameter.name]), direction).reduce(0) {
        $0 + $1.0 * $1.1
      }
      #expect(abs(slope - difference) < 1e-7 * max(1, abs(difference)), "\(parameter.name)")
    }
  }

  @Test func `the noise changes the loss`() throws {
    let store = try store()
    let batch = randomBatch(imageCount: 7, side: 16, classCount: 4, seed: 1, as: Double.self)
    let plain = try loss(store, batch, Regularisation()).loss
    let path = try loss(store, batch, Regularisation(dropPath: 0.6)).loss
    let both = try loss(store, batch, Regularisation(dropPath: 0.6, dropout: 0.3)).loss
    #expect(plain != path && path != both)
  }

  @Test func `every bit is the same at any number of threads`() throws {
    let store = try store()
    let batch = randomBatch(imageCount: 13, side: 16, classCount: 4, seed: 1, as: Double.self)
    let regularisation = Regularisation(dropPath: 0.3, dropout: 0.1)
    let one = try loss(store, batch, regularisation)
    for threads in [2, 3, 7] {
      let many = try loss(store, batch, regularisation, threads: threads)
      #expect(many.loss == one.loss && many.gradients == one.gradients)
    }
  }

  /// 64 x 64 tokens an image: each of the four shards goes through its images in several passes.
  @Test func `passes over parts of a batch add up`() throws {
    let store = try store(128)
    let batch = randomBatch(imageCount: 14, side: 128, classCount: 4, seed: 1, as: Double.self)
    let whole = try loss(store, batch, Regularisation(dropPath: 0.5))
    let size = 3 * 128 * 128
    var sum: [String: [Double]] = [:]
    for image in 0..<14 {
      let part = Batch<Double>(
        imageCount: 1, side: 128,
        images: Array(batch.images[image * size..<(image + 1) * size]),
        targets: Array(batch.targets[image * 4..<(image + 1) * 4]))
      for (name, values) in try loss(store, part, Regularisation()).gradients {
        sum[name] = zip(sum[name] ?? values.map { _ in 0 }, values).map { $0 + $1 / 14 }
      }
    }
    let plain = try loss(store, batch, Regularisation())
    for (name, values) in sum {
      #expect(relativeError(try #require(plain.gradients[name]), from: values) < 1e-12, "\(name)")
    }
    #expect(whole.loss != plain.loss)
  }

  @Test func `the gradient of the golden batch`() throws {
    for golden in try AsViTCase.all() where golden.expected["loss"] != nil {
      let family = AsViTFamily(
        imageSide: golden.imageSide, stemStride: golden.stemStride, classCount: golden.classCount)
      let store = ParameterStore<Float>(try family.architecture(for: Genotype(golden.genotype)))
      for parameter in store.architecture.parameters {
        store.setValues(try golden.tensors.values(of: parameter.name), of: parameter.name)
      }
      let labels = try golden.tensors.values(of: "input.labels", as: Int64.self).map { Int($0) }
      let count = golden.classCount
      let batch = Batch<Float>(
        imageCount: labels.count, side: golden.imageSide, images: try golden.images(),
        targets: labels.flatMap { label in
          (0..<count).map { 0.1 / Float(count) + ($0 == label ? 0.9 : 0) }
        })
      let gradient = BatchGradient<Float>(workers: Workers(count: 2))
      let loss = try gradient.loss(of: Network(store), on: batch)
      let expected = try #require(golden.expected["loss"])
      #expect(relativeError(loss, from: expected) < golden.tolerance(for: "loss"))
      for parameter in store.architecture.parameters {
        let values = try golden.tensors.values(of: "grad.\(parameter.name)", as: Double.self)
        let actual = try #require(gradient.gradients).values(of: parameter.name)
        #expect(
          relativeError(actual, from: values) < golden.tolerance(for: "worst_gradient"),
          "\(golden) \(parameter.name)")
      }
    }
  }
}
