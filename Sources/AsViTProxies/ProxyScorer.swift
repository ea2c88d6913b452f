public import AsViTArchitecture
public import AsViTData
public import AsViTNetwork
public import AsViTNumerics
internal import Synchronization

/// Measures the metrics in Float on some threads.
///
/// Every repeat of every metric draws its weights from a seed of its own name, and its circle from
/// another. All repeats of κ see the same images, as in the authors' code.
public final class ProxyScorer: ArchitectureScorer {
  public let settings: ProxySettings
  private let workers: Workers
  let images: [Image]
  /// Memory kept between architectures; one evaluation at a time.
  private let memory: Mutex<Memory>

  private struct Memory {
    let arenas: [Arena<Float>]
    let kernel: NeuralTangentKernel<Float>
  }

  /// - Parameter images: what the neural tangent kernel is taken on, of the architectures' size;
  ///   may be empty when the condition number is not asked for.
  public init(images: [Image], settings: ProxySettings, threadCount: Int) {
    self.images = images
    self.settings = settings
    workers = Workers(count: threadCount)
    memory = Mutex(
      Memory(
        arenas: (0..<threadCount).map { _ in Arena() },
        kernel: NeuralTangentKernel(workers: Workers(count: threadCount))))
  }

  var threadCount: Int { workers.count }

  var measuresCurve: Bool { settings.metrics.contains { $0 != .conditionNumber } }

  /// The orders of derivative along the curve, with the value itself.
  var curveOrders: Int {
    Set(settings.metrics).isDisjoint(with: [.extrinsicCurvature, .gaussMapLength]) ? 2 : 3
  }

  public func scores(of architecture: Architecture, seed: Seed) -> Scores {
    scores(of: architecture, seed: seed, kernelCount: settings.repeatCount) { seed, workers in
      Network(ParameterStore(architecture, seed: seed.derived("weights"), workers: workers))
    }
  }

  /// The scores of a network with the weights it has. Repeats of the curve's metrics differ in their
  /// circles; the condition number is measured once.
  public func scores(of network: Network<Float>, seed: Seed) -> Scores {
    scores(of: network.architecture, seed: seed, kernelCount: 1) { _, _ in network }
  }

  /// Makes the network of a repeat from its seed.
  private typealias Source = @Sendable (Seed, Workers) -> Network<Float>

  private func scores(
    of architecture: Architecture, seed: Seed, kernelCount: Int, network: Source
  ) -> Scores {
    memory.withLock { memory in
      var scores = Scores()
      measureCurve(
        architecture, seed: seed.derived("circle"), network: network, memory: memory,
        into: &scores)
      if settings.metrics.contains(.conditionNumber) {
        scores.conditionNumber = measureConditionNumber(
          architecture, seed: seed.derived("kernel"), repeatCount: kernelCount, network: network,
          memory: memory)
      }
      return scores
    }
  }

  private func measureCurve(
    _ architecture: Architecture, seed: Seed, network: Source, memory: Memory,
    into scores: inout Scores
  ) {
    guard measuresCurve else { return }
    let metrics = Set(settings.metrics)
    let dimension = architecture.trunk[0].input.tokenCount * 3
    // θ = 0 and θ = 2π are one point: computed once, counted twice.
    let angles = ManifoldPropagation<Float>.angles(count: settings.circlePointCount).dropLast()
    let repeatsAtOnce = repeatsAtOnce(of: architecture)
    var rates: [[CurveRates]] = []
    for first in stride(from: 0, to: settings.repeatCount, by: repeatsAtOnce) {
      let slots = ResultSlots<(network: Network<Float>, circle: Circle<Float>)>(
        count: min(repeatsAtOnce, settings.repeatCount - first))
      workers.forEach(slots.count) { index, _ in
        let seed = seed.derived(first + index)
        slots[index] = (
          network(seed, Workers(count: 1)),
          Circle(dimension: dimension, seed: seed.derived("circle"))
        )
      }
      rates += ManifoldPropagation<Float>().mapPoints(
        of: slots.values, angles: Array(angles), orders: curveOrders, workers: workers,
        arenas: memory.arenas, CurveRates.init)
    }
    func measurement(_ metric: Metric, _ value: (CurveRates) -> Double) -> Measurement? {
      guard metrics.contains(metric) else { return nil }
      return Measurement(
        repeats: rates.map { rates in
          let sum = value(rates[0]) + rates.reduce(0) { $0 + value($1) }
          return sum.isFinite ? .value(sum) : .nonFinite
        })
    }
    scores.lengthDistortion = measurement(.lengthDistortion, \.speed)
    scores.extrinsicCurvature = measurement(.extrinsicCurvature, \.curvature)
    scores.gaussMapLength = measurement(.gaussMapLength, \.turningSpeed)
  }

  private func measureConditionNumber(
    _ architecture: Architecture, seed: Seed, repeatCount: Int, network: Source, memory: Memory
  ) -> Measurement {
    let shape = architecture.trunk[0].input
    let buffer = ScalarBuffer<Float>(
      count: images.count * shape.tokenCount * shape.channelCount)
    let batch = Activation(
      base: buffer.base, orders: 1, imageCount: images.count, shape: shape)
    for (index, image) in images.enumerated() {
      precondition(
        image.width == shape.gridSide && image.height == shape.gridSide,
        "an image of \(image.width) x \(image.height) for a network of side \(shape.gridSide)")
      batch.image(index).update(from: image.values, count: image.values.count)
    }
    return Measurement(
      repeats: (0..<repeatCount).map { index in
        let matrix = memory.kernel.matrix(
          of: network(seed.derived(index), workers), images: batch)
        return AsViTProxies.conditionNumber(of: matrix, order: images.count)
      })
  }
}
