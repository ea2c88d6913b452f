public import AsViTArchitecture
public import AsViTData
public import AsViTNetwork
public import AsViTNumerics

/// Shared work of the proxies that score one architecture: draws of weights, images, and what is
/// computed once for all of them.
///
/// Every draw of weights and every circle has a seed of its own name, so that no proxy's scores depend
/// on which others are measured. All repeats see the same images, as in the authors' code.
public final class Trial {
  public let architecture: Architecture
  /// The root of the draws.
  public let seed: Seed
  public let images: [Image]
  /// The class of each image; nil when they have none.
  public let labels: [Int]?
  public let workers: Workers
  /// Memory for passes, one for each worker.
  public let arenas: [Arena<Float>]
  /// Those of the settings' repeats that are measured.
  private let repeats: Range<Int>
  private let circlePointCount: Int
  /// A network with weights of its own, which are not drawn.
  private let network: Network<Float>?
  private let kernel: NeuralTangentKernel<Float>
  private let curveProxies: [any CurveProxy.Type]
  private let flowProxies: [any FlowProxy.Type]

  init(
    of architecture: Architecture, network: Network<Float>?, seed: Seed, repeats: Range<Int>,
    scorer: ProxyScorer, arenas: [Arena<Float>], kernel: NeuralTangentKernel<Float>
  ) {
    self.architecture = architecture
    self.network = network
    self.seed = seed
    images = scorer.images
    labels = scorer.labels
    workers = scorer.workers
    self.repeats = repeats
    circlePointCount = scorer.settings.circlePointCount
    curveProxies = scorer.curveProxies
    flowProxies = scorer.flowProxies
    self.arenas = arenas
    self.kernel = kernel
  }

  /// What `body` makes of the network of each draw, one after the other; of the network that is scored
  /// as it is, once.
  ///
  /// - Parameters:
  ///   - name: what the seeds derive from, such as `kernel`; proxies that use the same see the same
  ///     weights.
  ///   - body: takes a network and the seed of the draw.
  public func eachRepeat<Result>(
    _ name: String, _ body: (Network<Float>, Seed) -> Result
  ) -> [Result] {
    let seed = seed.derived(name)
    return draws.map { index in
      let seed = seed.derived(index)
      return body(network ?? Self.draw(architecture, seed: seed, workers: workers), seed)
    }
  }

  /// The same with a thread for each draw: several draws at a time, as many as there are threads while
  /// their networks are small.
  ///
  /// - Parameter body: takes a network and the seed of the draw, and uses no other thread.
  public func eachRepeatConcurrently<Result: Sendable>(
    _ name: String, _ body: @Sendable (Network<Float>, Seed) -> Result
  ) -> [Result] {
    let (architecture, network, seed) = (architecture, network, seed.derived(name))
    let draws = draws
    let results = ResultSlots<Result>(count: draws.count)
    let crew = Workers(
      count: Self.drawsAtOnce(of: architecture, count: min(workers.count, repeats.count)))
    crew.forEach(results.count) { index, _ in
      let seed = seed.derived(draws.lowerBound + index)
      results[index] = body(
        network ?? Self.draw(architecture, seed: seed, workers: Workers(count: 1)), seed)
    }
    return results.values
  }

  /// The draws of weights that are measured: the first alone when the network has its own.
  private var draws: Range<Int> { network == nil ? repeats : 0..<1 }

  private static func draw(
    _ architecture: Architecture, seed: Seed, workers: Workers
  ) -> Network<Float> {
    Network(ParameterStore(architecture, seed: seed.derived("weights"), workers: workers))
  }

  /// The images as a network takes them, `[images, 3, side, side]`; they last as long as the trial.
  public var batch: Activation<Float> {
    Activation(
      base: pixels.base, orders: 1, imageCount: images.count, shape: architecture.trunk[0].input)
  }

  private lazy var pixels: ScalarBuffer<Float> = {
    let shape = architecture.trunk[0].input
    let stride = shape.tokenCount * shape.channelCount
    let buffer = ScalarBuffer<Float>(count: images.count * stride)
    for (index, image) in images.enumerated() {
      precondition(
        image.width == shape.gridSide && image.height == shape.gridSide,
        "an image of \(image.width) x \(image.height) for a network of side \(shape.gridSide)")
      (buffer.base + index * stride).update(from: image.values, count: image.values.count)
    }
    return buffer
  }()

  /// The neural tangent kernel of each draw on the images, `[images, images]`.
  public private(set) lazy var kernels: [[Double]] = eachRepeat("kernel") { network, _ in
    kernel.matrix(of: network, images: batch)
  }

  /// The sum over the matrices of absolute weights of each draw.
  ///
  /// - Precondition: the proxy is among those that are measured.
  func sums(of proxy: any FlowProxy.Type) -> [Outcome] {
    let index = place(of: proxy, among: flowProxies)
    return flows.map { Outcome($0[index]) }
  }

  /// For each draw the sums of `flowProxies`.
  private lazy var flows: [[Double]] = {
    let flowProxies = flowProxies
    return eachRepeatConcurrently("flow") { network, _ in
      AbsoluteFlow(of: network).sums(of: flowProxies)
    }
  }()

  private func place(of proxy: any Proxy.Type, among measured: [any Proxy.Type]) -> Int {
    guard let index = measured.firstIndex(where: { $0.metric == proxy.metric }) else {
      preconditionFailure("\(proxy.metric.rawValue) is not among the metrics of this trial")
    }
    return index
  }

  /// The sum along the circle of each draw; its closing point counts twice, at 0 and at 2π.
  ///
  /// - Precondition: the proxy is among those that are measured.
  func sums(of proxy: any CurveProxy.Type) -> [Outcome] {
    let index = place(of: proxy, among: curveProxies)
    return rates.map { rates in
      Outcome(rates[0][index] + rates.reduce(0) { $0 + $1[index] })
    }
  }

  /// For each draw the points of its circle, each with the rates of `curveProxies`. Networks differ
  /// from draw to draw unless they have weights of their own; circles always do.
  private lazy var rates: [[[Double]]] = {
    let (architecture, network, seed) = (architecture, network, seed.derived("circle"))
    let curveProxies = curveProxies
    let dimension = architecture.trunk[0].input.tokenCount * 3
    // θ = 0 and θ = 2π are one point: computed once, counted twice.
    let angles = ManifoldPropagation<Float>.angles(count: circlePointCount).dropLast()
    let atOnce = Self.drawsAtOnce(of: architecture, count: repeats.count)
    var rates: [[[Double]]] = []
    for first in stride(from: repeats.lowerBound, to: repeats.upperBound, by: atOnce) {
      let slots = ResultSlots<(network: Network<Float>, circle: Circle<Float>)>(
        count: min(atOnce, repeats.upperBound - first))
      workers.forEach(slots.count) { index, _ in
        let seed = seed.derived(first + index)
        slots[index] = (
          network ?? Self.draw(architecture, seed: seed, workers: Workers(count: 1)),
          Circle(dimension: dimension, seed: seed.derived("circle"))
        )
      }
      rates += ManifoldPropagation<Float>().mapPoints(
        of: slots.values, angles: Array(angles),
        orders: ProxyNeeds(of: curveProxies).curveOrders, workers: workers, arenas: arenas
      ) { point in curveProxies.map { $0.rate(at: point) } }
    }
    return rates
  }()

  /// How many of some draws share the threads: as many as there are while their networks are
  /// small, one after the other when they are large.
  static func drawsAtOnce(of architecture: Architecture, count: Int) -> Int {
    let networksInMemory = 256 << 20
    return min(count, max(1, networksInMemory / networkByteCount(of: architecture)))
  }

  static func networkByteCount(of architecture: Architecture) -> Int {
    MemoryLayout<Float>.stride * Network<Float>.scalarCount(of: architecture)
  }
}

extension ProxyNeeds {
  /// The orders of derivative along the curve, with the value itself.
  var curveOrders: Int { contains(.acceleration) ? 3 : 2 }
}
