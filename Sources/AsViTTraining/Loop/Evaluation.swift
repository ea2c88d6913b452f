public import AsViTNetwork
public import AsViTNumerics

/// How well a network classifies some images.
public struct Evaluation: Hashable, Codable, Sendable {
  /// The mean cross-entropy; nil where it is not finite.
  public let loss: Double?
  /// `[true class][predicted class]`: how many images. Equal scores go to the first class.
  public let confusion: [[Int]]
  /// How many images have their class among the five with the highest scores.
  public let topFiveCount: Int

  public var imageCount: Int { confusion.joined().reduce(0, +) }
  public var topOneCount: Int { confusion.indices.reduce(0) { $0 + confusion[$1][$1] } }
  /// Shares of the images.
  public var topOne: Double { Double(topOneCount) / Double(imageCount) }
  public var topFive: Double { Double(topFiveCount) / Double(imageCount) }

  /// - Parameter batches: at least one image; the class of an image is that of the highest target.
  public init<Scalar: NetworkScalar>(
    of network: Network<Scalar>, on batches: some Sequence<Batch<Scalar>>, workers: Workers
  ) {
    let arenas = (0..<workers.count).map { _ in Arena<Scalar>() }
    let classCount = network.architecture.classCount
    var total = 0.0
    var confusion = Array(repeating: Array(repeating: 0, count: classCount), count: classCount)
    var topFiveCount = 0
    for batch in batches {
      for image in Self.judgements(of: network, on: batch, workers: workers, arenas: arenas) {
        total += image.loss
        confusion[image.truth][image.prediction] += 1
        topFiveCount += image.rank < 5 ? 1 : 0
      }
    }
    self.confusion = confusion
    self.topFiveCount = topFiveCount
    let count = confusion.joined().reduce(0, +)
    precondition(count > 0, "no images to evaluate on")
    loss = total.isFinite ? total / Double(count) : nil
  }

  /// What a network says of one image.
  private struct Judgement {
    let loss: Double
    let truth: Int
    let prediction: Int
    /// How many classes score higher than the true one.
    let rank: Int
  }

  /// Images that a thread takes at a time.
  private static var imagesPerPass: Int { 16 }

  private static func judgements<Scalar: NetworkScalar>(
    of network: Network<Scalar>, on batch: Batch<Scalar>, workers: Workers,
    arenas: [Arena<Scalar>]
  ) -> [Judgement] {
    let shape = network.architecture.trunk[0].input
    let size = shape.tokenCount * shape.channelCount
    let slots = ResultSlots<Judgement>(count: batch.imageCount)
    workers.forEach((batch.imageCount + imagesPerPass - 1) / imagesPerPass) { pass, worker in
      let first = pass * imagesPerPass
      let count = min(imagesPerPass, batch.imageCount - first)
      let arena = arenas[worker]
      arena.reset()
      let input = Activation(arena, orders: 1, imageCount: count, shape: shape)
      batch.images.withUnsafeBufferPointer {
        input.base.update(from: $0.baseAddress! + first * size, count: count * size)
      }
      let logits = network.forward(input, to: .logits, pass: ForwardPass(scratch: arena))
      batch.targets.withUnsafeBufferPointer { targets in
        for image in 0..<count {
          slots[first + image] = judgement(
            classCount: batch.classCount, logits: logits.image(image),
            targets: targets.baseAddress! + (first + image) * batch.classCount)
        }
      }
    }
    return slots.values
  }

  private static func judgement<Scalar: NetworkScalar>(
    classCount: Int, logits: UnsafePointer<Scalar>, targets: UnsafePointer<Scalar>
  ) -> Judgement {
    let entropy = CrossEntropy(classCount: classCount, logits: logits, targets: targets)
    let truth = largest(targets, count: classCount)
    return Judgement(
      loss: entropy.loss, truth: truth, prediction: largest(logits, count: classCount),
      rank: (0..<classCount).count { !(logits[$0] <= logits[truth]) })
  }

  private static func largest<Scalar: NetworkScalar>(
    _ values: UnsafePointer<Scalar>, count: Int
  ) -> Int {
    (1..<count).reduce(0) { values[$1] > values[$0] ? $1 : $0 }
  }
}
