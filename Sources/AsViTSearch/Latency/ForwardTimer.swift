public import AsViTArchitecture
import AsViTNetwork
import AsViTNumerics
import Glibc

/// Times asvit's own forward passes from images to class scores.
///
/// One thread is timed by its processor time, which leaves out what else the machine did meanwhile; more
/// of them, which share the images of a batch, by the clock.
public struct ForwardTimer: Sendable {
  private let batchSize: Int
  private let threadCount: Int

  public init(_ settings: LatencySettings) {
    precondition(settings.runtime == .asvit, "\(settings.runtime) is not timed here")
    batchSize = settings.batchSize
    threadCount = settings.threadCount
  }

  /// Runs all networks in turn, `TimedRounds.count` times. A pass that is timed comes after one that is
  /// not, so that weights are as close to the processor as they get.
  ///
  /// - Parameter architectures: the reference first.
  public func rounds(of architectures: [Architecture]) -> TimedRounds {
    let networks = architectures.map { NetworkOfBatch($0, batchSize, threadCount) }
    for network in networks { for _ in 0..<3 { network.run() } }
    var seconds = networks.map { _ in [] as [Double] }
    for _ in 0..<TimedRounds.count {
      for (index, network) in networks.enumerated() {
        network.run()
        let start = now
        network.run()
        seconds[index].append(max(now - start, 1e-9))
      }
    }
    return TimedRounds(seconds: seconds)
  }

  /// Seconds since some moment.
  private var now: Double {
    var time = timespec()
    clock_gettime(threadCount == 1 ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }
}

/// A network with fresh weights and a batch of random images for it.
private final class NetworkOfBatch: Sendable {
  private let network: Network<Float>
  /// An arena with images for each thread.
  private let parts: [(arena: Arena<Float>, imageCount: Int)]
  private let workers: Workers
  private let images: ScalarBuffer<Float>
  private let shape: TensorShape

  init(_ architecture: Architecture, _ batchSize: Int, _ threadCount: Int) {
    workers = Workers(count: threadCount)
    network = Network(
      ParameterStore(architecture, seed: Seed(0).derived("weights"), workers: workers))
    shape = architecture.trunk[0].input
    let share = (batchSize + threadCount - 1) / threadCount
    parts = stride(from: 0, to: batchSize, by: share).map {
      (Arena(), min(share, batchSize - $0))
    }
    images = ScalarBuffer(count: share * shape.tokenCount * shape.channelCount)
    var rng = SplitMix64(seed: Seed(0).derived("images"))
    for index in 0..<images.count { images.base[index] = Float.random(in: -2...2, using: &rng) }
  }

  func run() {
    workers.forEach(parts.count) { index, _ in
      let (arena, imageCount) = parts[index]
      arena.scoped {
        let input = Activation(arena, orders: 1, imageCount: imageCount, shape: shape)
        input.base.update(from: images.base, count: input.count)
        _ = network.forward(input, to: .logits, pass: ForwardPass(scratch: arena))
      }
    }
  }
}
