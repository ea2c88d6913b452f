import AsViTArchitecture
public import AsViTNetwork
public import AsViTNumerics

/// Runs a network over images, some at a time, and counts what it gets right.
public final class Evaluator<Scalar: NetworkScalar> {
  private let network: Network<Scalar>
  private let workers: Workers
  private let arenas: [Arena<Scalar>]
  private var lossSum = 0.0
  private var confusion: [[Int]]
  private var topFiveCount = 0

  public init(of network: Network<Scalar>, workers: Workers) {
    self.network = network
    self.workers = workers
    arenas = (0..<workers.count).map { _ in Arena() }
    let classCount = network.architecture.classCount
    confusion = Array(repeating: Array(repeating: 0, count: classCount), count: classCount)
  }

  /// What was added so far.
  ///
  /// - Precondition: at least one image was.
  public var evaluation: Evaluation {
    let evaluation = Evaluation(loss: nil, confusion: confusion, topFiveCount: topFiveCount)
    precondition(evaluation.imageCount > 0, "no images to evaluate on")
    return Evaluation(
      loss: lossSum.isFinite ? lossSum / Double(evaluation.imageCount) : nil,
      confusion: confusion, topFiveCount: topFiveCount)
  }

  /// Images that a thread takes at a time.
  private static var imagesPerPass: Int { 16 }

  /// The bytes that evaluating an architecture on some threads takes, beside network and images.
  static func byteCount(of architecture: Architecture, threadCount: Int) -> Int {
    let memory = PassMemory(evaluatingThrough: architecture, imageCount: imagesPerPass)
    let classCount = architecture.classCount
    return threadCount * MemoryLayout<Scalar>.stride * memory.scratch
      // Counted, copied and kept.
      + 3 * MemoryLayout<Int>.stride * classCount * classCount
  }

  /// - Parameter batch: the class of an image is that of the highest target.
  public func add(_ batch: Batch<Scalar>) {
    let slots = ResultSlots<Judgement>(count: batch.imageCount)
    let passCount = (batch.imageCount + Self.imagesPerPass - 1) / Self.imagesPerPass
    let (network, arenas) = (network, arenas)
    let memory = PassMemory(
      evaluatingThrough: network.architecture, imageCount: min(batch.imageCount, Self.imagesPerPass)
    )
    for arena in arenas {
      arena.reset()
      arena.reserve(memory.scratch)
    }
    workers.forEach(passCount) { pass, worker in
      let first = pass * Self.imagesPerPass
      let range = first..<min(first + Self.imagesPerPass, batch.imageCount)
      let judgements = Self.judgements(of: network, on: batch, range, arena: arenas[worker])
      for (image, judgement) in zip(range, judgements) { slots[image] = judgement }
    }
    for image in slots.values {
      lossSum += image.loss
      confusion[image.truth][image.prediction] += 1
      topFiveCount += image.rank < 5 ? 1 : 0
    }
  }

  /// What a network says of one image.
  private struct Judgement {
    let loss: Double
    let truth: Int
    let prediction: Int
    /// How many classes score higher than the true one.
    let rank: Int

    init(classCount: Int, logits: UnsafePointer<Scalar>, targets: UnsafePointer<Scalar>) {
      func largest(_ values: UnsafePointer<Scalar>) -> Int {
        (1..<classCount).reduce(0) { values[$1] > values[$0] ? $1 : $0 }
      }
      loss = CrossEntropy(classCount: classCount, logits: logits, targets: targets).loss
      let truth = largest(targets)
      self.truth = truth
      prediction = largest(logits)
      // A score that is not a number is above none.
      rank = (0..<classCount).count { !(logits[$0] <= logits[truth]) && $0 != truth }
    }
  }

  private static func judgements(
    of network: Network<Scalar>, on batch: Batch<Scalar>, _ range: Range<Int>,
    arena: Arena<Scalar>
  ) -> [Judgement] {
    arena.reset()
    let logits = network.forward(
      batch.input(range, in: arena), to: .logits, pass: ForwardPass(scratch: arena))
    return batch.targets.withUnsafeBufferPointer { targets in
      range.map { image in
        Judgement(
          classCount: batch.classCount, logits: logits.image(image - range.lowerBound),
          targets: targets.baseAddress! + image * batch.classCount)
      }
    }
  }
}
