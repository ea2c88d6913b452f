import AsViTArchitecture
public import AsViTNetwork
public import AsViTNumerics

/// The network with the absolute values of all its parameters on one image of ones, and the gradients of
/// R, the sum of its logits.
///
/// All LayerNorms work, with absolute parameters too, as in public code for vision transformers, in which
/// only batch norms may be switched off. Without them what flows would grow block by block by the sums of
/// absolute weights, beyond Float in deep networks, and there would be no more than that growth to measure.
public struct AbsoluteFlow<Scalar: NetworkScalar> {
  private let matrices: [WeightMatrix]
  private let parameters: ParameterStore<Scalar>
  private let gradients: ParameterStore<Scalar>

  public init(of network: Network<Scalar>) {
    let architecture = network.architecture
    matrices = architecture.weightMatrices
    parameters = ParameterStore(network.parameters.architecture)
    gradients = ParameterStore(network.parameters.architecture)
    let (source, target) = (network.parameters.storage, parameters.storage)
    for index in source.indices { target[index] = source[index].magnitude }
    let absolute = Network(parameters, architecture: architecture)
    let arenas = PassArenas<Scalar>()
    arenas.reserve(Self.memory(of: architecture))
    let (scratch, tape) = (arenas.scratch, arenas.tape)
    let image = Activation(
      scratch, orders: 1, imageCount: 1, shape: architecture.trunk[0].input)
    image.base.update(repeating: 1, count: image.count)
    let logits = absolute.forward(
      image, to: .logits, pass: ForwardPass(scratch: scratch, tape: tape))
    let slope = Activation(scratch, orders: 1, imageCount: 1, shape: logits.shape)
    slope.base.update(repeating: 1, count: slope.count)
    absolute.backward(
      slope, from: .logits, tape: tape, scratch: scratch, gradients: gradients)
  }

  /// The sum over all weight matrices for each of some proxies.
  public func sums(of proxies: [any FlowProxy.Type]) -> [Double] {
    var sums = [Double](repeating: 0, count: proxies.count)
    let (weights, slopes) = (parameters.tensors, gradients.tensors)
    for matrix in matrices {
      let flow = MatrixFlow(
        rows: matrix.rows, columns: matrix.columns, isOfAttention: matrix.isOfAttention,
        weights: weights[matrix.index].map { Double($0) },
        gradient: slopes[matrix.index].map { Double($0) })
      for (index, proxy) in proxies.enumerated() { sums[index] += proxy.term(of: flow) }
    }
    return sums
  }

  private static func memory(of architecture: Architecture) -> PassMemory {
    PassMemory(trainingThrough: architecture, imageCount: 1, isNoisy: false)
  }

  /// The bytes of a network, the one with its absolute values, the gradients, the pass, and the largest
  /// matrix in Double.
  static func byteCount(of architecture: Architecture) -> Int {
    let memory = memory(of: architecture)
    let largest = architecture.weightMatrices.map(\.parameter.count).max() ?? 0
    return MemoryLayout<Scalar>.stride
      * (2 * Network<Scalar>.scalarCount(of: architecture)
        + ParameterStore<Scalar>.scalarCount(of: architecture) + memory.tape + memory.scratch)
      + 2 * MemoryLayout<Double>.stride * largest
  }
}
