import AsViTArchitecture
public import AsViTNumerics

/// How to run forward: where to put things, what to keep, whether to normalise.
public struct ForwardPass<Scalar: NetworkScalar> {
  /// Holds activations and what layers need for the moment.
  public let scratch: Arena<Scalar>
  /// The tape on which layers leave what their backward pass needs; nil when there will be none.
  public let tape: Tape<Scalar>?
  /// Whether LayerNorms work; otherwise they are the identity, as the length distortion wants.
  public let normalises: Bool
  /// What training does to the branches; nil for none.
  public let noise: BranchNoise?

  public init(
    scratch: Arena<Scalar>, tape: Tape<Scalar>? = nil, normalises: Bool = true,
    noise: BranchNoise? = nil
  ) {
    precondition(tape == nil || normalises, "only normalising networks run backward")
    precondition(tape != nil || noise == nil, "noise is for training")
    self.scratch = scratch
    self.tape = tape
    self.normalises = normalises
    self.noise = noise
  }

  /// The arena for what outlives the layer.
  var lasting: Arena<Scalar> { tape?.arena ?? scratch }

  /// Room for a layer's output of a `shape`, with the orders and images of its input; not zeroed.
  func output(for input: Activation<Scalar>, shape: TensorShape) -> Activation<Scalar> {
    Activation(lasting, orders: input.orders, imageCount: input.imageCount, shape: shape)
  }

  /// The activation that a residual layer may add to: the input itself, or a copy when the backward
  /// pass needs the input.
  func updatable(_ input: Activation<Scalar>) -> Activation<Scalar> {
    guard let tape else { return input }
    let copy = Activation(
      tape.arena, orders: input.orders, imageCount: input.imageCount, shape: input.shape)
    copy.base.update(from: input.base, count: input.count)
    return copy
  }
}

/// What a forward pass leaves for the backward pass, layer by layer.
public final class Tape<Scalar: NetworkScalar>: @unchecked Sendable {
  let arena = Arena<Scalar>()
  private(set) var records: [TapeEntry<Scalar>] = []

  public init() {}

  /// Forgets the last pass and keeps the memory.
  public func reset() {
    records.removeAll(keepingCapacity: true)
    arena.reset()
  }

  /// Makes room for a pass. See `PassMemory`.
  public func reserve(_ count: Int) { arena.reserve(count) }

  public var byteCount: Int { arena.byteCount }

  /// Begins the entry of a layer.
  func begin(_ input: Activation<Scalar>) { records.append(TapeEntry(input: input)) }

  /// Room for intermediate values of the layer whose entry was begun last.
  func keep(_ count: Int) -> UnsafeMutablePointer<Scalar> {
    let values = arena.take(count)
    records[records.count - 1].kept.append(values)
    return values
  }
}

/// The memory of passes with a tape and back, one after the other.
public struct PassArenas<Scalar: NetworkScalar>: Sendable {
  public let tape = Tape<Scalar>()
  public let scratch = Arena<Scalar>()

  public init() {}

  /// Forgets the last pass and keeps the memory.
  public func reset() {
    tape.reset()
    scratch.reset()
  }

  /// Forgets the last pass and makes room for one, in a piece each.
  public func reserve(_ memory: PassMemory) {
    reset()
    tape.reserve(memory.tape)
    scratch.reserve(memory.scratch)
  }
}

/// One layer's entry on a tape: its input and the intermediate values that it chose to keep.
struct TapeEntry<Scalar: NetworkScalar> {
  let input: Activation<Scalar>
  var kept: [UnsafeMutablePointer<Scalar>] = []
}

/// How to run backward.
public struct BackwardPass<Scalar: NetworkScalar> {
  /// Holds gradients and what layers need for the moment.
  public let scratch: Arena<Scalar>
  public let target: GradientTarget<Scalar>
  /// Whether the gradient by the images is wanted too.
  public let reachesImages: Bool
  /// The noise of the forward pass.
  public let noise: BranchNoise?

  public init(
    scratch: Arena<Scalar>, target: GradientTarget<Scalar>, reachesImages: Bool = false,
    noise: BranchNoise? = nil
  ) {
    self.scratch = scratch
    self.target = target
    self.reachesImages = reachesImages
    self.noise = noise
  }

  /// Room for the gradient by a layer's input, of its shape, in `scratch`; not zeroed.
  func gradient(by input: Activation<Scalar>) -> Activation<Scalar> {
    Activation(scratch, orders: 1, imageCount: input.imageCount, shape: input.shape)
  }

  /// The gradient by a branch from that by the layer's output: the same, or a copy that went
  /// through the noise.
  func branchGradient(
    _ gradient: Activation<Scalar>, of branch: ResidualBranch?
  ) -> UnsafePointer<Scalar> {
    guard let noise, let branch, noise.changes(branch) else { return UnsafePointer(gradient.base) }
    let scaled = Activation(
      scratch, orders: 1, imageCount: gradient.imageCount, shape: gradient.shape)
    noise.scale(gradient, of: branch, into: scaled)
    return UnsafePointer(scaled.base)
  }
}
