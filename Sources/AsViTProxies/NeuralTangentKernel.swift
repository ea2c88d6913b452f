import AsViTArchitecture
import AsViTKernelInterface
public import AsViTNetwork
public import AsViTNumerics

/// The empirical neural tangent kernel Θ = g gᵀ of the summed features f(x) = Σ features(x), where
/// g holds the gradients of f by every weight before the features, one row for each image.
///
/// Weights are the parameters with "weight" in their names: convolution, linear maps and norms, no
/// biases. The gradients of one layer, or their factors, are computed for all images, added to Θ in
/// Double and forgotten, so that memory holds one layer's gradients at a time.
///
/// As-ViT, section 3.2, and the authors' released code.
public final class NeuralTangentKernel<Scalar: NetworkScalar>: @unchecked Sendable {
  /// Images that share a pass: few tokens an image make products too small alone.
  private static var tokensPerPass: Int { 2048 }

  private let workers: Workers
  /// The memory of some images each.
  private var chunks: [PassArenas<Scalar>] = []
  private var gradients = ScalarBuffer<Scalar>(count: 0)
  /// Θ of some of a layer's weights each.
  private var partials = ScalarBuffer<Double>(count: 0)

  /// One instance serves one call at a time and keeps its memory between calls.
  public init(workers: Workers) { self.workers = workers }

  /// Θ, `[images, images]`; NaN where the network's numbers are not finite.
  ///
  /// - Parameter images: order 0 of `[images, 3, side, side]`.
  public func matrix(of network: Network<Scalar>, images: Activation<Scalar>) -> [Double] {
    let imageCount = images.imageCount
    let ranges = Self.ranges(imageCount: imageCount, in: network.architecture)
    while chunks.count < ranges.count { chunks.append(PassArenas()) }
    let chunks = self.chunks
    let memory = PassMemory(backwardThrough: network.architecture, imageCount: ranges[0].count)
    for chunk in chunks.prefix(ranges.count) { chunk.reserve(memory) }
    Self.grow(&gradients, to: imageCount * Self.largestStride(of: network.architecture))

    let slots = ResultSlots<UncheckedSendable<Activation<Scalar>>>(count: ranges.count)
    let source = UncheckedSendable(images)
    workers.forEach(ranges.count) { index, _ in
      slots[index] = UncheckedSendable(
        Self.gradientOfFeatureSum(
          network, images: source.value, range: ranges[index], chunk: chunks[index]))
    }

    var gram = [Double](repeating: 0, count: imageCount * imageCount)
    let steps = network.layers(to: .features)
    let layers = network.architecture.trunk + network.architecture.readout
    for index in steps.indices.reversed() {
      let stride = Self.stride(of: steps[index].parameters)
      let products = WeightProducts.all(of: layers[index], imageCount: imageCount)
      let factored = Set(products.compactMap(\.factors?.offset))
      let target = gradients
      workers.forEach(ranges.count) { chunk, _ in
        let pass = BackwardPass(
          scratch: chunks[chunk].scratch,
          target: GradientTarget(
            base: target.base + ranges[chunk].lowerBound * stride,
            scope: .perImage(stride: stride, factored: factored)))
        slots[chunk] = steps[index].backward(
          slots[chunk]!.value, tape: chunks[chunk].tape, index: index, pass: pass
        ).map(UncheckedSendable.init)
      }
      add(products, stride: stride, to: &gram)
    }
    for row in 0..<imageCount {
      for column in 0..<row { gram[column * imageCount + row] = gram[row * imageCount + column] }
    }
    return gram
  }

  /// Forward with a tape; the gradient of the summed features by the features is one everywhere.
  private static func gradientOfFeatureSum(
    _ network: Network<Scalar>, images: Activation<Scalar>, range: Range<Int>,
    chunk: PassArenas<Scalar>
  ) -> Activation<Scalar> {
    let part = Activation(
      base: images.image(range.lowerBound), orders: 1, imageCount: range.count,
      shape: images.shape)
    let features = network.forward(
      part, to: .features, pass: ForwardPass(scratch: chunk.scratch, tape: chunk.tape))
    chunk.scratch.reset()
    let gradient = Activation(
      chunk.scratch, orders: 1, imageCount: range.count, shape: features.shape)
    gradient.base.update(repeating: 1, count: gradient.count)
    return gradient
  }

  /// Images divided among passes.
  private static func ranges(imageCount: Int, in architecture: Architecture) -> [Range<Int>] {
    let tokens = architecture.trunk[0].output.tokenCount
    // Never so many that a second worker would be left without.
    let perPass = max(1, min(tokensPerPass / tokens, imageCount / 2))
    return Swift.stride(from: 0, to: imageCount, by: perPass).map {
      $0..<min($0 + perPass, imageCount)
    }
  }

  /// The distance between the gradients of two images by some parameters.
  private static func stride(of parameters: [Parameter]) -> Int {
    (parameters.reduce(0) { $0 + $1.count } + 15) / 16 * 16
  }

  private static func largestStride(of architecture: Architecture) -> Int {
    architecture.trunk.map { stride(of: $0.parameters) }.max() ?? 0
  }

  /// The bytes that `matrix(of:images:)` takes beside network and images: the tapes of all images,
  /// the gradients of the largest layer, and the partial sums of its Gram matrix.
  static func byteCount(of architecture: Architecture, imageCount: Int) -> Int {
    let ranges = ranges(imageCount: imageCount, in: architecture)
    let memory = PassMemory(backwardThrough: architecture, imageCount: ranges[0].count)
    let stride = largestStride(of: architecture)
    return MemoryLayout<Scalar>.stride
      * (ranges.count * (memory.tape + memory.scratch) + imageCount * stride)
      + MemoryLayout<Double>.stride * imageCount * imageCount
      * (stride / WeightProducts.columnsPerPart + 8)
  }

  /// Adds G Gᵀ over some weights; what each comes to is summed in order.
  private func add(_ products: [WeightProducts], stride: Int, to gram: inout [Double]) {
    guard !products.isEmpty else { return }
    let order = Int(Double(gram.count).squareRoot())
    let size = gram.count
    Self.grow(&partials, to: products.count * size)
    let (gradients, partials) = (gradients, partials)
    partials.base.update(repeating: 0, count: products.count * size)
    let tasks = products.indices.flatMap { part in
      (0..<(products[part].factors == nil ? 1 : order)).map { (part: part, image: $0) }
    }
    workers.forEach(tasks.count) { task, _ in
      let (part, image) = tasks[task]
      let partial = partials.base + part * size
      switch products[part] {
      case .columns(let columns):
        Scalar.kernels.updateGram(
          GramUpdate(
            rows: order, columns: columns.count, input: gradients.base + columns.lowerBound,
            inputStride: stride, gram: partial))
      case .factors(let factors):
        Scalar.kernels.updateFactoredGram(
          FactoredGramUpdate(
            rows: factors.tokenCount, columns: (factors.outputs, factors.inputs),
            factors: gradients.base + factors.offset, stride: stride, index: image,
            gram: partial + image * order))
      }
    }
    for part in products.indices {
      for index in 0..<size { gram[index] += partials.base[part * size + index] }
    }
  }

  /// Gives a buffer room; what it held is lost.
  private static func grow<Value: NetworkScalar>(_ buffer: inout ScalarBuffer<Value>, to count: Int)
  {
    guard buffer.count < count else { return }
    // The old one goes before the new one comes.
    buffer = ScalarBuffer(count: 0)
    buffer = ScalarBuffer(count: count)
  }
}

/// Hands pointers to the workers; they use disjoint parts.
struct UncheckedSendable<Value>: @unchecked Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}
