import AsViTArchitecture
public import AsViTNetwork
public import AsViTNumerics

/// Propagates a circle of images through a network whose LayerNorms are the identity, by forward
/// mode: features and derivatives in one pass, where the authors need a backward pass for every
/// coordinate of the features.
///
/// As-ViT, section 3.1, and the authors' released code.
public struct ManifoldPropagation<Scalar: NetworkScalar>: Sendable {
  /// Points that share a pass, so that small images make products worth their while.
  private static var tokensPerPass: Int { 768 }

  public init() {}

  /// θ = linspace(0, 2π, count), both ends.
  public static func angles(count: Int) -> [Double] {
    (0..<count).map { 2 * .pi * Double($0) / Double(count - 1) }
  }

  /// What `transform` makes of the images of `angles` on each circle under the network beside it, all
  /// of one architecture. The points themselves, of up to three times as many numbers as there are
  /// features, do not outlive it.
  ///
  /// - Parameter orders: 2 for velocities, 3 for accelerations too.
  /// - Returns: for each network, an element for each angle.
  public func mapPoints<Element: Sendable>(
    of networks: [(network: Network<Scalar>, circle: Circle<Scalar>)], angles: [Double],
    orders: Int, workers: Workers, arenas: [Arena<Scalar>],
    _ transform: @Sendable (CurvePoint) -> Element
  ) -> [[Element]] {
    guard let architecture = networks.first?.network.architecture else { return [] }
    let perPass = Self.imagesPerPass(architecture, angleCount: angles.count)
    let memory = PassMemory(circleThrough: architecture, imageCount: perPass, orders: orders)
    for arena in arenas { arena.reserve(memory.scratch) }
    let groups = stride(from: 0, to: angles.count, by: perPass).map {
      Array(angles[$0..<min($0 + perPass, angles.count)])
    }
    // The first layer is affine: its convolution is needed for the two axes only.
    let circles = ResultSlots<EmbeddedCircle<Scalar>>(count: networks.count)
    workers.forEach(networks.count) { index, worker in
      let scratch = arenas[worker]
      circles[index] = scratch.scoped {
        networks[index].circle.embedded(
          by: networks[index].network.layers(to: .features)[0], scratch: scratch,
          pass: ForwardPass(scratch: scratch, normalises: false))
      }
    }
    let results = ResultSlots<[Element]>(count: networks.count * groups.count)
    workers.forEach(results.count) { element, worker in
      let (index, group) = element.quotientAndRemainder(dividingBy: groups.count)
      results[element] = pass(
        networks[index].network, circle: circles[index]!, angles: groups[group], orders: orders,
        scratch: arenas[worker], transform)
    }
    let passes = results.values
    return networks.indices.map { index in
      Array(passes[index * groups.count..<(index + 1) * groups.count].joined())
    }
  }

  private static func imagesPerPass(_ architecture: Architecture, angleCount: Int) -> Int {
    max(1, min(angleCount, tokensPerPass / architecture.trunk[0].output.tokenCount))
  }

  /// The bytes of one arena for `mapPoints(of:angles:orders:workers:arenas:_:)`.
  static func byteCount(of architecture: Architecture, angleCount: Int, orders: Int) -> Int {
    let perPass = imagesPerPass(architecture, angleCount: angleCount)
    return MemoryLayout<Scalar>.stride
      * PassMemory(circleThrough: architecture, imageCount: perPass, orders: orders).scratch
  }

  private func pass<Element>(
    _ network: Network<Scalar>, circle: EmbeddedCircle<Scalar>, angles: [Double], orders: Int,
    scratch: Arena<Scalar>, _ transform: (CurvePoint) -> Element
  ) -> [Element] {
    scratch.scoped {
      let features = network.layers(to: .features).dropFirst()
        .reduce(circle.points(at: angles, orders: orders, in: scratch)) {
          $1.forward($0, pass: ForwardPass(scratch: scratch, normalises: false))
        }
      return angles.indices.map { index in
        func values(_ order: Int) -> [Double] {
          guard order < orders else { return [] }
          let source = features.image(index, order: order)
          return (0..<features.channelCount).map { Double(source[$0]) }
        }
        return transform(
          CurvePoint(position: values(0), velocity: values(1), acceleration: values(2)))
      }
    }
  }
}
