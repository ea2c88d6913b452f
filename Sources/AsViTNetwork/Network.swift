public import AsViTArchitecture
public import AsViTNumerics

/// An architecture with parameters: forward along curves, and backward.
///
/// Several threads may run a network at once, each with its own pass. When its parameters change,
/// `update(workers:)` brings it up to date.
public struct Network<Scalar: NetworkScalar>: Sendable {
  public let architecture: Architecture
  public let parameters: ParameterStore<Scalar>
  private let trunk: [PlacedLayer]
  private let readout: [PlacedLayer]
  private let classifier: [PlacedLayer]

  /// Packs the parameters for the forward direction.
  public init(_ parameters: ParameterStore<Scalar>) {
    self.init(parameters, architecture: parameters.architecture)
  }

  /// Another architecture with the same parameters, such as a variant for another image side.
  ///
  /// - Precondition: the parameters have the same names and shapes, in the same order.
  public init(_ parameters: ParameterStore<Scalar>, architecture: Architecture) {
    precondition(
      architecture.parameters == parameters.architecture.parameters,
      "parameters of \(parameters.architecture.genotype) for \(architecture.genotype)")
    self.architecture = architecture
    self.parameters = parameters
    let branches = ResidualBranch.all(of: architecture)
    func placed(_ layer: Layer) -> PlacedLayer {
      let pointers = layer.parameters.map { UnsafePointer(parameters.pointer(to: $0.name)) }
      return PlacedLayer(
        layer: LayerParts(of: layer).make(pointers, layer.branch.flatMap { branches[$0] }),
        input: layer.input, output: layer.output, parameters: layer.parameters)
    }
    trunk = architecture.trunk.map(placed)
    readout = architecture.readout.map(placed)
    classifier = architecture.classifier.map(placed)
  }

  /// Packs the parameters again. No thread may run the network meanwhile.
  public func update(workers: Workers) {
    // The last are the largest: threads that begin with them end together.
    let linears = (trunk + classifier).reversed().flatMap { $0.layer.linears }
    workers.forEach(linears.count) { index, _ in linears[index].pack() }
  }

  /// What a pass runs to.
  public enum Output: Sendable {
    /// What the metrics are of: pooled tokens of the last block, before the final norm.
    case features
    /// The class scores.
    case logits
  }

  /// `[orders][images, features or classes]`.
  ///
  /// - Parameter images: `[orders][images, 3, side, side]`.
  public func forward(
    _ images: Activation<Scalar>, to output: Output, pass: ForwardPass<Scalar>
  ) -> Activation<Scalar> {
    layers(to: output).reduce(images) { $1.forward($0, pass: pass) }
  }

  /// A layer on the way to an output, and what the architecture says of it.
  public struct PlacedLayer: Sendable {
    let layer: any NetworkLayer<Scalar>
    public let input: TensorShape
    public let output: TensorShape
    /// The parameters whose gradients its backward pass leaves, one after the other.
    public let parameters: [Parameter]

    /// The number of scalars of these gradients.
    public var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }

    /// The output, which may be the overwritten input unless the pass has a tape.
    public func forward(
      _ input: Activation<Scalar>, pass: ForwardPass<Scalar>
    ) -> Activation<Scalar> {
      precondition(input.shape == self.input, "\(input.shape) into a layer for \(self.input)")
      pass.tape?.begin(input)
      return layer.forward(input, pass: pass)
    }

    /// The gradient by the input, in the pass' scratch or in place of `gradient`; nil for the
    /// first layer of a network unless the pass reaches the images.
    ///
    /// - Parameters:
    ///   - gradient: by the output, order 0; overwritten.
    ///   - tape: of the forward pass, whose entry `index` is this layer's.
    public func backward(
      _ gradient: Activation<Scalar>, tape: Tape<Scalar>, index: Int, pass: BackwardPass<Scalar>
    ) -> Activation<Scalar>? {
      layer.backward(gradient, record: tape.records[index], pass: pass)
    }
  }

  /// The layers that `forward(_:to:pass:)` runs, in order.
  public func layers(to output: Output) -> [PlacedLayer] {
    switch output {
    case .features: trunk + readout
    case .logits: trunk + classifier
    }
  }

  /// The whole way back from `output`: sums over images of the gradients by all parameters are
  /// added to `gradients`.
  ///
  /// - Returns: the gradient by the images, if wanted.
  @discardableResult
  public func backward(
    _ gradient: Activation<Scalar>, from output: Output, tape: Tape<Scalar>,
    scratch: Arena<Scalar>, gradients: ParameterStore<Scalar>, reachesImages: Bool = false,
    noise: BranchNoise? = nil
  ) -> Activation<Scalar>? {
    let layers = layers(to: output)
    var gradient = gradient
    for index in layers.indices.reversed() {
      let base = layers[index].parameters.first.map { gradients.pointer(to: $0.name) }
      let pass = BackwardPass(
        scratch: scratch, target: GradientTarget(base: base ?? gradient.base, scope: .sum),
        reachesImages: reachesImages, noise: noise)
      guard
        let next = layers[index].backward(gradient, tape: tape, index: index, pass: pass)
      else { return nil }
      gradient = next
    }
    return gradient
  }
}
