import AsViTArchitecture
public import AsViTNetwork
public import AsViTNumerics

/// Runs a network over images, some at a time, and counts what it gets right.
public final class Evaluator<Scalar: NetworkScalar> {
  private let network: Network<Scalar>
  private let workers: Workers
  private let group: (any ReplicaGroup)?
  private let arenas: [Arena<Scalar>]
  /// Of the images that were added here.
  private var judgements: [Judgement] = []

  /// - Parameter group: the processes that share the images; nil for this one alone.
  public init(of network: Network<Scalar>, workers: Workers, group: (any ReplicaGroup)? = nil) {
    self.network = network
    self.workers = workers
    self.group = group
    arenas = (0..<workers.count).map { _ in Arena() }
  }

  /// The images that this process is to add, of so many that the group has: whole passes, so that they go
  /// through the network as they would on one process.
  func part(of imageCount: Int) -> Range<Int> {
    guard let group else { return 0..<imageCount }
    let passes = group.part(of: (imageCount + Self.imagesPerPass - 1) / Self.imagesPerPass)
    func image(_ pass: Int) -> Int { min(pass * Self.imagesPerPass, imageCount) }
    return image(passes.lowerBound)..<image(passes.upperBound)
  }

  /// What was added so far, by all processes.
  ///
  /// - Precondition: at least one image was.
  /// - Throws: when another process cannot do its part.
  public func evaluation() throws -> Evaluation {
    let classCount = network.architecture.classCount
    func tally(after before: Tally) -> Tally {
      judgements.reduce(into: before) { $0.add($1) }
    }
    var total = tally(after: Tally(classCount: classCount))
    try group?.sum(pieceCount: 1) { _, before in
      before.map { tally(after: Tally(bytes: $0, classCount: classCount)).bytes } ?? total.bytes
    } taking: { _, sum in
      total = Tally(bytes: sum, classCount: classCount)
    }
    return total.evaluation
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
    judgements += slots.values
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
        judgement(
          classCount: batch.classCount, logits: logits.image(image - range.lowerBound),
          targets: targets.baseAddress! + image * batch.classCount)
      }
    }
  }

  private static func judgement(
    classCount: Int, logits: UnsafePointer<Scalar>, targets: UnsafePointer<Scalar>
  ) -> Judgement {
    func largest(_ values: UnsafePointer<Scalar>) -> Int {
      (1..<classCount).reduce(0) { values[$1] > values[$0] ? $1 : $0 }
    }
    let truth = largest(targets)
    return Judgement(
      loss: CrossEntropy(classCount: classCount, logits: logits, targets: targets).loss,
      truth: truth, prediction: largest(logits),
      // A score that is not a number is above none.
      rank: (0..<classCount).count { !(logits[$0] <= logits[truth]) && $0 != truth })
  }
}
