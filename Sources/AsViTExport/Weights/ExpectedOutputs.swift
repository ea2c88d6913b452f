public import AsViTData
public import AsViTNetwork
public import AsViTNumerics

/// Random images with the outputs that a network has for them, to check other runtimes against.
public struct ExpectedOutputs: Sendable {
  private let imageSide: Int
  /// `[images, 3, side, side]`, uniform in ±2.
  private let images: [Float]
  /// `[images, channels]`, as `Network.Output.features`.
  private let features: [Float]
  /// `[images, classes]`.
  private let logits: [Float]
  private let imageCount: Int

  public init(of parameters: ParameterStore<Float>, imageCount: Int, seed: Seed) {
    let network = Network(parameters)
    let shape = network.architecture.trunk[0].input
    imageSide = shape.gridSide
    self.imageCount = imageCount
    var generator = SplitMix64(seed: seed)
    let images = (0..<imageCount * shape.tokenCount * shape.channelCount).map { _ in
      Float.random(in: -2...2, using: &generator)
    }
    self.images = images
    func outputs(_ output: Network<Float>.Output) -> [Float] {
      let arena = Arena<Float>()
      return (0..<imageCount).flatMap { index in
        arena.scoped {
          let image = Activation(arena, orders: 1, imageCount: 1, shape: shape)
          for offset in 0..<image.count {
            image.base[offset] = images[index * image.count + offset]
          }
          let result = network.forward(image, to: output, pass: ForwardPass(scratch: arena))
          return (0..<result.count).map { result.base[$0] }
        }
      }
    }
    features = outputs(.features)
    logits = outputs(.logits)
  }

  /// Writes tensors `images`, `features` and `logits`.
  public func write(to path: String) throws(DataError) {
    var writer = SafeTensorsWriter()
    writer.add("images", shape: [imageCount, 3, imageSide, imageSide]) { images }
    for (name, values) in [("features", features), ("logits", logits)] {
      writer.add(name, shape: [imageCount, values.count / imageCount]) { values }
    }
    try writer.write(to: path)
  }
}
