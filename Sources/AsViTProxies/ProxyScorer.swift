public import AsViTArchitecture
public import AsViTData
public import AsViTNetwork
public import AsViTNumerics
import Synchronization

/// Measures metrics in Float on some threads.
public final class ProxyScorer: ArchitectureScorer {
  public let settings: ProxySettings
  let images: [Image]
  let labels: [Int]?
  let workers: Workers
  /// The proxies of the metrics, in their order.
  let measured: [any Proxy.Type]
  /// Memory kept between architectures; one evaluation at a time.
  private let memory: Mutex<Memory>

  private struct Memory {
    let arenas: [Arena<Float>]
    let kernel: NeuralTangentKernel<Float>
  }

  /// - Parameters:
  ///   - images: what metrics that need images are taken on, of the architectures' size; may be empty
  ///     when there are none such.
  ///   - labels: the class of each image, when a metric needs it.
  ///   - proxies: those that measure the metrics.
  /// - Precondition: every metric has its proxy.
  public init(
    images: [Image], labels: [Int]? = nil, settings: ProxySettings, threadCount: Int,
    proxies: [any Proxy.Type] = proxies
  ) {
    self.images = images
    self.labels = labels
    self.settings = settings
    measured = settings.metrics.map { metric in
      guard let proxy = proxies.first(where: { $0.metric == metric }) else {
        preconditionFailure("no proxy measures \(metric.rawValue)")
      }
      return proxy
    }
    workers = Workers(count: threadCount)
    memory = Mutex(
      Memory(
        arenas: (0..<threadCount).map { _ in Arena() },
        kernel: NeuralTangentKernel(workers: Workers(count: threadCount))))
    precondition(labels?.count ?? images.count == images.count, "images without their labels")
    precondition(labels != nil || !needs.isSuperset(of: .labels), "a metric needs labels")
  }

  var needs: ProxyNeeds { ProxyNeeds(of: measured) }

  var curveProxies: [any CurveProxy.Type] { measured.compactMap { $0 as? any CurveProxy.Type } }

  var flowProxies: [any FlowProxy.Type] { measured.compactMap { $0 as? any FlowProxy.Type } }

  public func scores(of architecture: Architecture, seed: Seed) -> Scores {
    scores(of: architecture, network: nil, seed: seed)
  }

  /// The scores of a network with the weights it has. Repeats along the curve differ in their circles;
  /// all else is measured once.
  public func scores(of network: Network<Float>, seed: Seed) -> Scores {
    scores(of: network.architecture, network: network, seed: seed)
  }

  private func scores(
    of architecture: Architecture, network: Network<Float>?, seed: Seed
  ) -> Scores {
    let outcomes = outcomes(
      of: measured, architecture: architecture, network: network,
      repeats: 0..<settings.repeatCount, seed: seed)
    var scores = Scores()
    for (proxy, outcomes) in zip(measured, outcomes) {
      scores[proxy.metric] = Measurement(repeats: outcomes)
    }
    return scores
  }

  /// The outcomes of some proxies, for each one for each repeat.
  ///
  /// - Parameter network: with weights of its own; nil for fresh ones.
  func outcomes(
    of proxies: [any Proxy.Type], architecture: Architecture, network: Network<Float>?,
    repeats: Range<Int>, seed: Seed
  ) -> [[Outcome]] {
    memory.withLock { memory in
      let trial = Trial(
        of: architecture, network: network, seed: seed, repeats: repeats, scorer: self,
        arenas: memory.arenas, kernel: memory.kernel)
      return proxies.map { $0.outcomes(in: trial) }
    }
  }
}
