import AsViTArchitecture
import AsViTNetwork
import AsViTNumerics
import AsViTProxies
import AsViTTestSupport
import Testing

/// What flows into the classifier of seven classes alone.
private enum ClassifierFlow: FlowProxy {
  static let metric = Metric("classifierFlow")
  static let word = "classifier"
  static let title = "flow into the classifier"
  static let direction: Direction? = nil

  static func term(of matrix: MatrixFlow) -> Double { matrix.rows == 7 ? matrix.saliency : 0 }
}

/// Synaptic flow and the DSS-indicator.
struct FlowTests {
  private let weights = MatrixFlow(
    rows: 2, columns: 2, isOfAttention: false, weights: [3, 0, 0, 4], gradient: [-1, 1, 1, -1])
  private let attention = MatrixFlow(
    rows: 2, columns: 2, isOfAttention: true, weights: [3, 0, 0, 4], gradient: [-1, 1, 1, -1])

  @Test func `a matrix adds its saliency, one of attention to DSS the product of nuclear norms`() {
    #expect(SynapticFlow.term(of: weights) == 7 && SynapticFlow.term(of: attention) == 7)
    #expect(DSSIndicator.term(of: weights) == 7)
    // Singular values 4 and 3, 2 and 0.
    #expect(relativeError(DSSIndicator.term(of: attention), from: 14) < 1e-14)
  }

  private func network(
    _ genotype: Genotype, changing change: (Double) -> Double = { $0 }
  ) throws -> Network<Double> {
    let architecture = try PlainViT(imageSide: 16, patchSide: 4, classCount: 7)
      .architecture(for: genotype)
    let store = ParameterStore<Double>(architecture, seed: Seed(1), workers: Workers(count: 1))
    for tensor in store.tensors {
      for index in tensor.indices { tensor[index] = change(tensor[index]) }
    }
    return Network(store)
  }

  @Test func `signs do not matter`() throws {
    var generator = SplitMix64(seed: Seed(2))
    let proxies: [any FlowProxy.Type] = [SynapticFlow.self, DSSIndicator.self]
    let one = AbsoluteFlow(of: try network("12x2|2,2")).sums(of: proxies)
    let other = AbsoluteFlow(
      of: try network("12x2|2,2") { Bool.random(using: &generator) ? $0 : -$0 }
    ).sums(of: proxies)
    #expect(one == other && one.allSatisfy { $0 > 0 })
  }

  /// The gradient of Σ W x + b by W is x in every row.
  @Test func `what flows into the classifier is its weights times its input`() throws {
    let network = try network("12x2|2,2|3,1") { $0.magnitude + 0.01 }
    let scratch = Arena<Double>()
    let image = Activation(
      scratch, orders: 1, imageCount: 1, shape: network.architecture.trunk[0].input)
    image.base.update(repeating: 1, count: image.count)
    let input = network.layers(to: .logits).dropLast().reduce(image) {
      $1.forward($0, pass: ForwardPass(scratch: scratch))
    }
    let weights = network.parameters.values(of: "head.weight")
    #expect(input.count == 12 && weights.count == 84)
    let expected = weights.indices.reduce(0) {
      $0 + weights[$1] * input.base[$1 % 12].magnitude
    }
    let flow = AbsoluteFlow(of: network).sums(of: [ClassifierFlow.self])[0]
    #expect(relativeError(flow, from: expected) < 1e-12)
  }

  @Test func `without attention both are the same`() throws {
    let architecture = try TokenMLP(imageSide: 32).architecture(for: "6,3")
    let network = Network(
      ParameterStore<Float>(architecture, seed: Seed(1), workers: Workers(count: 1)))
    let sums = AbsoluteFlow(of: network).sums(of: [SynapticFlow.self, DSSIndicator.self])
    #expect(sums[0] == sums[1] && sums[0] > 0)
  }
}
