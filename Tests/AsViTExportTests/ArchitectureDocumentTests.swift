import AsViTArchitecture
import AsViTExport
import Testing

@Suite struct ArchitectureDocumentTests {
  @Test func `layers add up to the architecture`() throws {
    let family = AsViTFamily(hasPositionEmbedding: true)
    let architecture = try family.architecture(for: Genotype("8,2,3|4,1,2|4,1,4|4,1,6|32"))
    let document = ArchitectureDocument(architecture)
    #expect(document.parameterCount == architecture.parameterCount)
    #expect(document.layers.reduce(0) { $0 + $1.parameterCount } == document.parameterCount)
    #expect(document.layers.reduce(0) { $0 + $1.macCount } == document.macCount)
    for layer in document.layers {
      let count = layer.parameters.reduce(0) { $0 + $1.shape.reduce(1, *) }
      #expect(count == layer.parameterCount, "\(layer.name)")
    }
    for (layer, next) in zip(document.layers, document.layers.dropFirst()) {
      #expect(layer.output == next.input)
    }
    #expect(
      document.layers.map(\.kind) == [
        "embed", "normalise", "positionEmbedding", "attention", "mlp", "merge", "attention", "mlp",
        "merge", "attention", "mlp", "merge", "attention", "mlp", "normalise", "pool", "classify",
      ])
    #expect(document.layers[0].settings == ["kernelSize": 8, "stride": 4, "dilation": 1])
    #expect(document.layers[2].settings == ["tableSide": 56])
    #expect(
      document.layers[3].settings == ["windowSide": 28, "headCount": 4, "headDimension": 8])
    #expect(document.layers[4].settings == ["hiddenChannels": 96])
    #expect(document.layers[5].settings == ["kernelSize": 4, "stride": 2])
    #expect(document.layers[16].settings == ["hiddenChannels": 256, "classCount": 1000])
  }
}
