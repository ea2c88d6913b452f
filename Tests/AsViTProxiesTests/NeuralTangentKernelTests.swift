import AsViTArchitecture
import AsViTNetwork
import AsViTNumerics
import AsViTTestSupport
import Testing

@testable import AsViTProxies

@Suite struct NeuralTangentKernelTests {
  private static let imageCount = 5

  /// Stages of 64, 16, 4 and 1 tokens, and of 576 to 9; a class token, and one that is halved with
  /// its grid.
  static func architectures() throws -> [Architecture] {
    try [
      AsViTFamily(imageSide: 32, classCount: 10)
        .architecture(for: "4,2,2|2,1,2|2,1,2|2,1,2|16,8"),
      AsViTFamily(imageSide: 48, stemStride: 2, classCount: 10)
        .architecture(for: "5,8,2|3,4,2|2,2,1|2,1,3|16,16"),
      PlainViT(imageSide: 32, patchSide: 16, classCount: 10).architecture(for: "96x2|3,2.5|2,1"),
      PiT(imageSide: 40, patchSide: 8, stride: 8, classCount: 10)
        .architecture(for: "16|1,2,1|2,2,4|3"),
    ]
  }

  @Test(arguments: try architectures())
  func `it is that of whole gradients, to rounding`(of architecture: Architecture) throws {
    let products = (architecture.trunk + architecture.readout).flatMap {
      WeightProducts.all(of: $0, imageCount: Self.imageCount)
    }
    #expect(Set(products.map { $0.factors == nil }) == [true, false])
    check(architecture, as: Float.self, tolerance: 1e-6)
    check(architecture, as: Double.self, tolerance: 1e-13)
  }

  private func check<Scalar: NetworkScalar>(
    _ architecture: Architecture, as _: Scalar.Type, tolerance: Double
  ) {
    let network = Network(
      ParameterStore<Scalar>(architecture, seed: Seed(1), workers: Workers(count: 1)))
    let shape = architecture.trunk[0].input
    var generator = SplitMix64(seed: Seed(2))
    let pixels = ScalarBuffer<Scalar>(count: Self.imageCount * 3 * shape.tokenCount)
    for index in 0..<pixels.count {
      pixels.base[index] = Scalar(Double.random(in: -1...1, using: &generator))
    }
    let images = Activation(
      base: pixels.base, orders: 1, imageCount: Self.imageCount, shape: shape)
    let gradients = (0..<Self.imageCount).map { image in
      gradient(
        of: network,
        by: Activation(base: images.image(image), orders: 1, imageCount: 1, shape: shape))
    }
    let expected = gradients.flatMap { a in
      gradients.map { b in dot(a, b) }
    }
    let kernels = [1, 3].map {
      NeuralTangentKernel<Scalar>(workers: Workers(count: $0)).matrix(of: network, images: images)
    }
    #expect(relativeError(kernels[0], from: expected) < tolerance)
    #expect(kernels[0] == kernels[1])
  }

  /// The gradient of the summed features by every weight, for one image.
  private func gradient<Scalar: NetworkScalar>(
    of network: Network<Scalar>, by image: Activation<Scalar>
  ) -> [Double] {
    let arenas = PassArenas<Scalar>()
    let features = network.forward(
      image, to: .features, pass: ForwardPass(scratch: arenas.scratch, tape: arenas.tape))
    var gradient = Activation(arenas.scratch, orders: 1, imageCount: 1, shape: features.shape)
    gradient.base.update(repeating: 1, count: gradient.count)
    var weights: [Double] = []
    let layers = network.layers(to: .features)
    for index in layers.indices.reversed() {
      let place = ScalarBuffer<Scalar>(count: layers[index].parameterCount)
      let pass = BackwardPass(
        scratch: arenas.scratch,
        target: GradientTarget(base: place.base, scope: .perImage(stride: place.count)))
      gradient =
        layers[index].backward(gradient, tape: arenas.tape, index: index, pass: pass) ?? gradient
      var offset = 0
      for parameter in layers[index].parameters {
        if parameter.isWeight {
          weights += (offset..<offset + parameter.count).map { Double(place.base[$0]) }
        }
        offset += parameter.count
      }
    }
    return weights
  }

  @Test func `networks of 224 pixels have tokens too many for factors`() throws {
    for genotype in ["8,2,3|4,1,2|4,1,4|4,1,6|32", "4,8,2|2,4,2|2,2,2|2,1,2|64"] {
      let architecture = try AsViTFamily().architecture(for: Genotype(genotype))
      for layer in architecture.trunk {
        #expect(
          WeightProducts.all(of: layer, imageCount: 16).allSatisfy { $0.factors == nil })
      }
    }
  }

  @Test func `the last stage of 64 pixels has so few that factors take less`() throws {
    let architecture = try AsViTFamily(imageSide: 64)
      .architecture(for: "8,2,3|4,1,2|4,1,4|4,1,6|32")
    let factored = architecture.trunk.filter { layer in
      WeightProducts.all(of: layer, imageCount: 16).contains { $0.factors != nil }
    }
    #expect(factored.map(\.output.tokenCount) == [4, 4, 4])
  }
}
