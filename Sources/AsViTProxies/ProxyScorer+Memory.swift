public import AsViTArchitecture
internal import AsViTNetwork

extension ProxyScorer {
  /// How many repeats of the curve's metrics share the threads: as many as there are while their
  /// networks are small, one after the other when they are large.
  func repeatsAtOnce(of architecture: Architecture) -> Int {
    let networksInMemory = 256 << 20
    return min(
      settings.repeatCount, max(1, networksInMemory / Self.networkByteCount(of: architecture)))
  }

  private static func networkByteCount(of architecture: Architecture) -> Int {
    MemoryLayout<Float>.stride * Network<Float>.scalarCount(of: architecture)
  }

  /// An upper bound of the bytes that the process has in memory while architectures are scored,
  /// one after the other.
  ///
  /// It adds up what is reserved for the passes along the curve on every thread, the tapes and
  /// gradients of the neural tangent kernel, the networks that exist at a time, the images, and
  /// the program itself with what the allocator does not return.
  public func memoryBound(of architectures: [Architecture]) -> Int {
    func most(_ count: (Architecture) -> Int) -> Int { architectures.map(count).max() ?? 0 }
    let networks = most {
      Self.networkByteCount(of: $0) * (measuresCurve ? repeatsAtOnce(of: $0) : 1)
    }
    let images = 2 * MemoryLayout<Float>.stride * images.reduce(0) { $0 + $1.values.count }
    let curves = most { measuresCurve ? curveByteCount(of: $0) : 0 }
    let kernel = most {
      settings.metrics.contains(.conditionNumber)
        ? NeuralTangentKernel<Float>.byteCount(of: $0, imageCount: self.images.count) : 0
    }
    let program = 64 << 20
    let needed = networks + images + curves + kernel
    return program + needed + needed / 16
  }

  private func curveByteCount(of architecture: Architecture) -> Int {
    let arena = ManifoldPropagation<Float>.byteCount(
      of: architecture, angleCount: settings.circlePointCount - 1, orders: curveOrders)
    // The axes of a circle in Float, and in Double while they are made orthonormal.
    let dimension = architecture.trunk[0].input.tokenCount * 3
    let first = architecture.trunk[0].output
    let circle = 64 * dimension + 12 * first.tokenCount * first.channelCount
    // What is added up, once more while it is gathered from the threads.
    let rates = 2 * MemoryLayout<CurveRates>.stride * settings.circlePointCount
    return threadCount * (arena + circle) + repeatsAtOnce(of: architecture) * circle
      + settings.repeatCount * rates
  }
}
