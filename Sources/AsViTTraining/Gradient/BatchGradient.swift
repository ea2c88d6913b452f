import AsViTArchitecture
import AsViTKernelInterface
public import AsViTNetwork
public import AsViTNumerics

/// The mean loss over a batch and its gradient by all parameters.
///
/// A batch is divided into shards, whose number depends on the batch and its tokens alone. Threads
/// take shards, each of which has its own gradient; these are added in the order of the shards. So
/// the result is the same at any number of threads, and of processes, which take shards that follow on
/// each other. A shard with many images goes through them in passes, so that memory does not grow with
/// the batch.
public final class BatchGradient<Scalar: NetworkScalar>: @unchecked Sendable {
  /// Each shard costs the time to add a gradient, which fewer tokens would not outweigh.
  private static var tokensPerShard: Int { 4096 }
  /// Memory grows with it; few tokens make products too small.
  private static var tokensPerPass: Int { 8192 }

  /// Scalars of a gradient in a message: small against a gradient, large against what a message costs.
  private static var scalarsPerPiece: Int { 1 << 18 }

  private let workers: Workers
  private let group: (any ReplicaGroup)?
  private var shards: [Shard] = []

  /// Some images' memory.
  private struct Shard {
    let arenas = PassArenas<Scalar>()
    let gradients: ParameterStore<Scalar>
  }

  /// One instance serves one call at a time and keeps its memory between calls.
  ///
  /// - Parameter group: the processes that share the batches; nil for this one alone.
  public init(workers: Workers, group: (any ReplicaGroup)? = nil) {
    self.workers = workers
    self.group = group
  }

  /// The gradient of the last call, on all processes; nil before the first.
  public var gradients: ParameterStore<Scalar>? { shards.first?.gradients }

  /// The mean cross-entropy over the batch, NaN or infinite where the network's numbers are.
  ///
  /// - Parameters:
  ///   - seed: of the regularisation.
  ///   - network: always of the same parameters' shapes.
  ///   - batch: of whose images those of other processes are not looked at; see `images(of:in:)`.
  /// - Throws: when another process cannot do its part.
  public func loss(
    of network: Network<Scalar>, on batch: Batch<Scalar>,
    regularisation: Regularisation = Regularisation(), seed: Seed = Seed(0)
  ) throws -> Double {
    let architecture = network.architecture
    let ranges = Self.ranges(imageCount: batch.imageCount, in: architecture, of: group)
    let memory = Self.passMemory(
      of: architecture, imageCount: batch.imageCount, regularisation: regularisation)
    // A process without shards has the sum of the others'.
    while shards.count < max(ranges.count, 1) {
      shards.append(Shard(gradients: ParameterStore(architecture)))
    }
    let shards = Array(shards.prefix(ranges.count))
    let images = Self.images(imageCount: batch.imageCount, in: architecture, of: group)
    let losses = ResultSlots<Double>(count: images.count)
    workers.forEach(ranges.count) { index, _ in
      let shard = shards[index]
      let range = ranges[ranges.startIndex + index]
      shard.gradients.clear()
      shard.arenas.reserve(memory)
      for pass in Self.passes(over: range, of: architecture) {
        Self.run(
          network, on: batch, pass,
          noise: regularisation.noise(seed: seed, firstImage: pass.lowerBound),
          in: shard, into: losses, of: images)
      }
    }
    let loss = try sum(losses.values, of: shards)
    return loss / Double(batch.imageCount)
  }

  /// How many shards a batch has.
  static func shardCount(imageCount: Int, in architecture: Architecture) -> Int {
    ranges(imageCount: imageCount, in: architecture).count
  }

  /// The images of a batch that this process computes.
  static func images(
    imageCount: Int, in architecture: Architecture, of group: (any ReplicaGroup)?
  ) -> Range<Int> {
    let ranges = ranges(imageCount: imageCount, in: architecture, of: group)
    guard let first = ranges.first, let last = ranges.last else { return 0..<0 }
    return first.lowerBound..<last.upperBound
  }

  /// The shards of this process.
  private static func ranges(
    imageCount: Int, in architecture: Architecture, of group: (any ReplicaGroup)?
  ) -> ArraySlice<Range<Int>> {
    let ranges = ranges(imageCount: imageCount, in: architecture)
    return ranges[group?.part(of: ranges.count) ?? ranges.indices]
  }

  /// Images divided among shards as evenly as they can be.
  private static func ranges(imageCount: Int, in architecture: Architecture) -> [Range<Int>] {
    let tokens = imageCount * architecture.trunk[0].output.tokenCount
    // Enough for the threads of usual machines; two even where there are few tokens.
    let wanted = [8, 4].first { $0 * tokensPerShard <= tokens } ?? 2
    let count = min(imageCount, wanted)
    return (0..<count).map { imageCount * $0 / count..<imageCount * ($0 + 1) / count }
  }

  /// The images of a shard in groups that fit into memory.
  private static func passes(
    over range: Range<Int>, of architecture: Architecture
  ) -> [Range<Int>] {
    let size = max(1, tokensPerPass / architecture.trunk[0].output.tokenCount)
    return stride(from: range.lowerBound, to: range.upperBound, by: size).map {
      $0..<min($0 + size, range.upperBound)
    }
  }

  /// What the largest pass of a batch takes.
  private static func passMemory(
    of architecture: Architecture, imageCount: Int, regularisation: Regularisation
  ) -> PassMemory {
    let counts = ranges(imageCount: imageCount, in: architecture).flatMap { range in
      passes(over: range, of: architecture).map(\.count)
    }
    return PassMemory(
      trainingThrough: architecture, imageCount: counts.max() ?? 0,
      isNoisy: regularisation != Regularisation())
  }

  /// The bytes that batches take beside network and images: on each shard a gradient, a tape and
  /// scratch memory.
  ///
  /// - Parameter batches: how many images at a time go through each architecture.
  static func byteCount(
    of batches: [(architecture: Architecture, imageCount: Int)], regularisation: Regularisation
  ) -> Int {
    func most(_ count: (Architecture, Int) -> Int) -> Int {
      batches.map { count($0.architecture, $0.imageCount) }.max() ?? 0
    }
    func passMemory(_ architecture: Architecture, _ imageCount: Int) -> PassMemory {
      Self.passMemory(of: architecture, imageCount: imageCount, regularisation: regularisation)
    }
    let shardCount = most { ranges(imageCount: $1, in: $0).count }
    let scalarCount =
      most { architecture, _ in ParameterStore<Scalar>.scalarCount(of: architecture) }
      + most { passMemory($0, $1).tape } + most { passMemory($0, $1).scratch }
    return MemoryLayout<Scalar>.stride * shardCount * scalarCount
  }

  /// Runs forward and backward for some images.
  private static func run(
    _ network: Network<Scalar>, on batch: Batch<Scalar>, _ range: Range<Int>,
    noise: BranchNoise?, in shard: Shard, into losses: ResultSlots<Double>, of images: Range<Int>
  ) {
    shard.arenas.reset()
    let (scratch, tape) = (shard.arenas.scratch, shard.arenas.tape)
    let logits = network.forward(
      batch.input(range, in: scratch), to: .logits,
      pass: ForwardPass(scratch: scratch, tape: tape, noise: noise))
    let gradient = Activation(scratch, orders: 1, imageCount: range.count, shape: logits.shape)
    writeLosses(logits, batch: batch, range, gradient: gradient, into: losses, of: images)
    network.backward(
      gradient, from: .logits, tape: tape, scratch: scratch, gradients: shard.gradients,
      noise: noise)
  }

  private static func writeLosses(
    _ logits: Activation<Scalar>, batch: Batch<Scalar>, _ range: Range<Int>,
    gradient: Activation<Scalar>, into losses: ResultSlots<Double>, of images: Range<Int>
  ) {
    let classCount = batch.classCount
    batch.targets.withUnsafeBufferPointer { targets in
      for image in 0..<range.count {
        let entropy = CrossEntropy(
          classCount: classCount, logits: logits.image(image),
          targets: targets.baseAddress! + (range.lowerBound + image) * classCount)
        entropy.writeGradient(scale: 1 / Double(batch.imageCount), to: gradient.image(image))
        losses[range.lowerBound + image - images.lowerBound] = entropy.loss
      }
    }
  }

  /// The sum of all losses. The gradient of the first shard becomes that of all.
  ///
  /// - Parameters:
  ///   - losses: of the images of this process.
  ///   - shards: of this process.
  private func sum(_ losses: [Double], of shards: [Shard]) throws -> Double {
    let isFirst = (group?.rank ?? 0) == 0
    let total = self.shards[0].gradients.storage
    if isFirst { add(shards.dropFirst(), from: 0, to: total) }
    guard let group else { return losses.reduce(0, +) }
    var loss = 0.0
    let bytes = UnsafeMutableRawBufferPointer(total)
    let size = Self.scalarsPerPiece * MemoryLayout<Scalar>.stride
    // The first piece is the loss.
    func range(_ piece: Int) -> Range<Int> {
      (piece - 1) * size..<min(piece * size, bytes.count)
    }
    try group.sum(pieceCount: 1 + (bytes.count + size - 1) / size) { piece, before in
      guard piece > 0 else {
        let loss = losses.reduce(
          before.map { $0.withUnsafeBytes { $0.load(as: Double.self) } } ?? 0, +)
        return withUnsafeBytes(of: loss, Array.init)
      }
      guard var sum = before else { return Array(bytes[range(piece)]) }
      sum.withUnsafeMutableBytes {
        add(
          shards[...], from: (piece - 1) * Self.scalarsPerPiece, to: $0.bindMemory(to: Scalar.self))
      }
      return sum
    } taking: { piece, sum in
      sum.withUnsafeBytes {
        if piece == 0 {
          loss = $0.load(as: Double.self)
        } else {
          bytes[range(piece)].copyBytes(from: $0)
        }
      }
    }
    return loss
  }

  /// Adds gradients, in order, to a part of their sum.
  ///
  /// - Parameter first: the place of the part in a gradient.
  private func add(
    _ shards: ArraySlice<Shard>, from first: Int, to sum: UnsafeMutableBufferPointer<Scalar>
  ) {
    let piece = 1 << 14
    let count = sum.count
    nonisolated(unsafe) let sum = sum.baseAddress!
    workers.forEach((count + piece - 1) / piece) { index, _ in
      let start = index * piece
      let target = sum + start
      for shard in shards {
        Scalar.kernels.combine(
          LinearCombination(
            count: min(piece, count - start), a: 1, x: target, b: 1,
            y: shard.gradients.storage.baseAddress! + first + start, output: target))
      }
    }
  }
}
