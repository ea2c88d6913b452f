public import AsViTArchitecture

extension ProxyScorer {
  /// An upper bound of the bytes that the process has in memory while architectures are scored,
  /// one after the other.
  ///
  /// It adds up what is reserved for the passes along the curve on every thread, the tapes and
  /// gradients of the neural tangent kernel and the kernels, the networks that exist at a time, the
  /// images, the most that a proxy says of itself, and the program itself with what the allocator does
  /// not return.
  public func memoryBound(of architectures: [Architecture]) -> Int {
    let needs = needs
    func most(_ need: ProxyNeeds, _ count: (Architecture) -> Int) -> Int {
      needs.isSuperset(of: need) ? architectures.map(count).max() ?? 0 : 0
    }
    let networks = most(.network) {
      Trial.networkByteCount(of: $0) * (needs.isSuperset(of: .curve) ? drawsAtOnce(of: $0) : 1)
    }
    let pixels = 2 * MemoryLayout<Float>.stride * images.reduce(0) { $0 + $1.values.count }
    let curves = most(.curve, curveByteCount)
    let kernels = most(.kernel) {
      NeuralTangentKernel<Float>.byteCount(of: $0, imageCount: images.count)
        + MemoryLayout<Double>.stride * settings.repeatCount * images.count * images.count
    }
    let own = most([]) { architecture in
      let drawCount = Trial.drawsAtOnce(
        of: architecture, count: min(workers.count, settings.repeatCount))
      return measured.map {
        $0.byteCount(of: architecture, imageCount: images.count, drawCount: drawCount)
      }.max() ?? 0
    }
    let program = 64 << 20
    let needed = networks + pixels + curves + kernels + own
    return program + needed + needed / 16
  }

  private func drawsAtOnce(of architecture: Architecture) -> Int {
    Trial.drawsAtOnce(of: architecture, count: settings.repeatCount)
  }

  private func curveByteCount(of architecture: Architecture) -> Int {
    let arena = ManifoldPropagation<Float>.byteCount(
      of: architecture, angleCount: settings.circlePointCount - 1, orders: needs.curveOrders)
    // The axes of a circle in Float, and in Double while they are made orthonormal.
    let dimension = architecture.trunk[0].input.tokenCount * 3
    let first = architecture.trunk[0].output
    let circle = 64 * dimension + 12 * first.tokenCount * first.channelCount
    // An array at each point of what is added up, once more while it is gathered from the threads.
    let rates =
      2 * (64 + MemoryLayout<Double>.stride * curveProxies.count) * settings.circlePointCount
    return workers.count * (arena + circle) + drawsAtOnce(of: architecture) * circle
      + settings.repeatCount * rates
  }
}
