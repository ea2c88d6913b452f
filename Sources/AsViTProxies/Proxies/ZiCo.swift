public import AsViTArchitecture
public import AsViTNetwork
public import AsViTNumerics
import Glibc

/// How steady gradients are from batch to batch: Σ ln Σ (mean |g| / deviation of |g|), the inner sum over
/// the weights of a matrix, the outer over the matrices of convolutions and linear maps, classifier
/// included. In nats.
///
/// g is the gradient of the mean cross-entropy. The two batches are the halves of the images, the first the
/// smaller; mean and deviation are of two numbers, (a + b) / 2 and |a − b| / 2. Labels are those of the
/// images; where there are none, each draw of weights has random ones, which a network that has not learned
/// cannot tell from true ones. A weight whose gradient does not differ is left out, as in the authors'
/// code, and a matrix of such weights has no term. The deviation is of |g| as in the paper; in the authors'
/// code it is of g. LayerNorms work.
///
/// With two batches the ratio has no expectation: the chance that it exceeds x falls as 1 / x. So the few
/// weights whose gradients happen to agree make up much of a matrix's sum, and rounding in Float moves them:
/// three or four digits are those of the definition.
///
/// A layer counter: a matrix adds about the logarithm of its number of weights, with little that differs
/// between matrices of a size. Over 100 random PiTs it has ρ .91 with depth.
///
/// Li et al., ICLR 2023 (arXiv:2301.11300).
public enum ZiCo: Proxy {
  public static let metric = Metric("zico")
  public static let word = "zico"
  public static let title = "ZiCo"
  public static let direction: Direction? = .higher
  public static let needs: ProxyNeeds = [.network, .images]

  /// Few tokens an image make products too small alone.
  private static let tokensPerPass = 2048

  public static func outcomes(in trial: Trial) -> [Outcome] {
    let (images, labels) = (UncheckedSendable(trial.batch), trial.labels)
    return trial.eachRepeatConcurrently("zico") { network, seed in
      value(
        of: network, images: images.value,
        labels: labels
          ?? randomLabels(
            count: images.value.imageCount, classCount: network.architecture.classCount,
            seed: seed.derived("labels")))
    }
  }

  private static func randomLabels(count: Int, classCount: Int, seed: Seed) -> [Int] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { _ in generator.index(below: classCount) }
  }

  /// The score of a network; not finite for a single image, which makes no two batches, and where no
  /// gradient differs.
  ///
  /// - Parameters:
  ///   - images: order 0 of `[images, 3, side, side]`.
  ///   - labels: the class of each image.
  public static func value<Scalar: NetworkScalar>(
    of network: Network<Scalar>, images: Activation<Scalar>, labels: [Int]
  ) -> Outcome {
    precondition(
      labels.count == images.imageCount
        && labels.allSatisfy((0..<network.architecture.classCount).contains),
      "\(labels.count) labels of \(images.imageCount) images")
    let half = images.imageCount / 2
    guard half > 0 else { return .nonFinite }
    let batches = [0..<half, half..<images.imageCount].map {
      gradients(of: network, images: images, labels: labels, in: $0)
    }
    let terms = withExtendedLifetime(batches) {
      let (first, second) = (batches[0].tensors, batches[1].tensors)
      return network.architecture.weightMatrices.map { matrix in
        let start = matrix.idleRows.upperBound * matrix.columns
        return steadiness(of: first[matrix.index][start...], second[matrix.index][start...])
      }.filter { $0 != 0 }
    }
    return terms.isEmpty ? .nonFinite : Outcome(terms.reduce(0) { $0 + log($1) })
  }

  /// Σ mean |g| / deviation of |g| over weights whose gradients on two batches differ.
  private static func steadiness<Scalar: NetworkScalar>(
    of first: Slice<UnsafeMutableBufferPointer<Scalar>>,
    _ second: Slice<UnsafeMutableBufferPointer<Scalar>>
  ) -> Double {
    var sum = 0.0
    for index in first.indices {
      let (a, b) = (Double(first[index]).magnitude, Double(second[index]).magnitude)
      if a != b { sum += (a + b) / (a - b).magnitude }
    }
    return sum
  }

  /// The gradients of the mean cross-entropy over some images.
  private static func gradients<Scalar: NetworkScalar>(
    of network: Network<Scalar>, images: Activation<Scalar>, labels: [Int], in batch: Range<Int>
  ) -> ParameterStore<Scalar> {
    let architecture = network.architecture
    let gradients = ParameterStore<Scalar>(network.parameters.architecture)
    let size = imagesPerPass(of: architecture, batchCount: batch.count)
    let arenas = PassArenas<Scalar>()
    arenas.reserve(PassMemory(trainingThrough: architecture, imageCount: size, isNoisy: false))
    let (scratch, tape) = (arenas.scratch, arenas.tape)
    for start in stride(from: batch.lowerBound, to: batch.upperBound, by: size) {
      let range = start..<min(start + size, batch.upperBound)
      arenas.reset()
      let part = Activation(
        base: images.image(range.lowerBound), orders: 1, imageCount: range.count,
        shape: images.shape)
      let logits = network.forward(
        part, to: .logits, pass: ForwardPass(scratch: scratch, tape: tape))
      let slope = Activation(
        scratch, orders: 1, imageCount: range.count, shape: logits.shape)
      for (index, label) in labels[range].enumerated() {
        var targets = [Scalar](repeating: 0, count: architecture.classCount)
        targets[label] = 1
        targets.withUnsafeBufferPointer { targets in
          CrossEntropy(
            classCount: targets.count, logits: logits.image(index), targets: targets.baseAddress!
          ).writeGradient(scale: 1 / Double(batch.count), to: slope.image(index))
        }
      }
      network.backward(
        slope, from: .logits, tape: tape, scratch: scratch, gradients: gradients)
    }
    return gradients
  }

  private static func imagesPerPass(of architecture: Architecture, batchCount: Int) -> Int {
    max(1, min(batchCount, tokensPerPass / architecture.trunk[0].output.tokenCount))
  }

  /// A network, the gradients of both batches and the pass of some images.
  public static func byteCount(
    of architecture: Architecture, imageCount: Int, drawCount: Int
  ) -> Int {
    let size = imagesPerPass(of: architecture, batchCount: (imageCount + 1) / 2)
    let memory = PassMemory(trainingThrough: architecture, imageCount: size, isNoisy: false)
    return drawCount * MemoryLayout<Float>.stride
      * (Network<Float>.scalarCount(of: architecture)
        + 2 * ParameterStore<Float>.scalarCount(of: architecture) + memory.tape + memory.scratch)
  }
}
