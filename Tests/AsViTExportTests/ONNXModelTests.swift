import AsViTExport
import AsViTNumerics
import Foundation
import ONNXProto
import Testing

@Suite struct ONNXModelTests {
  private func proto(_ model: SmallModel) throws -> Onnx_ModelProto {
    let bytes = try ONNXModel(model.description, parameters: model.parameters, version: "1.2.3")
      .serialized()
    return try Onnx_ModelProto(serializedBytes: bytes)
  }

  @Test(arguments: [false, true])
  func `initialisers are the state dict`(hasPositionEmbedding: Bool) throws {
    let model = try SmallModel(hasPositionEmbedding: hasPositionEmbedding)
    let tensors = try proto(model).graph.initializer.filter { !$0.name.hasPrefix("constant.") }
    let byName = Dictionary(uniqueKeysWithValues: tensors.map { ($0.name, $0) })
    for parameter in model.parameters.architecture.parameters {
      let tensor = try #require(byName[parameter.name])
      #expect(tensor.dims == parameter.shape.map(Int64.init))
      #expect(tensor.dataType == Int32(Onnx_TensorProto.DataType.float.rawValue))
      let values = model.parameters.values(of: parameter.name)
      #expect(tensor.rawData == values.withUnsafeBytes { Data($0) })
    }
    let taps = Set(tensors.map(\.name)).subtracting(
      model.parameters.architecture.parameters.map(\.name))
    #expect(taps == ["stages.0.merge.taps", "stages.1.merge.taps", "stages.2.merge.taps"])
  }

  @Test func `every value is made once and before it is used`() throws {
    let graph = try proto(SmallModel(hasPositionEmbedding: true)).graph
    var known = Set(graph.input.map(\.name))
    for tensor in graph.initializer { #expect(known.insert(tensor.name).inserted) }
    for node in graph.node {
      #expect(known.isSuperset(of: node.input), "\(node.name)")
      for output in node.output { #expect(known.insert(output).inserted, "\(output)") }
    }
    #expect(graph.output.map(\.name) == ["logits", "features"])
    #expect(known.isSuperset(of: graph.output.map(\.name)))
  }

  @Test func `the batch is free, all else is fixed`() throws {
    let graph = try proto(SmallModel()).graph
    func shape(_ value: Onnx_ValueInfoProto) -> [String] {
      value.type.tensorType.shape.dim.map {
        $0.dimParam.isEmpty ? "\($0.dimValue)" : $0.dimParam
      }
    }
    #expect(graph.input.map(shape) == [["batch", "3", "32", "32"]])
    #expect(graph.output.map(shape) == [["batch", "3"], ["batch", "72"]])
  }

  @Test func `the model tells where it comes from`() throws {
    let model = try SmallModel(classNames: ["a", "b", "c"])
    let proto = try proto(model)
    #expect(proto.irVersion == 8)
    #expect(proto.opsetImport.map(\.version) == [17])
    #expect(proto.producerName == "asvit" && proto.producerVersion == "1.2.3")
    let metadata = proto.metadataProps.map { ($0.key, $0.value) }
    #expect(Dictionary(uniqueKeysWithValues: metadata) == model.description.metadata)
  }

  @Test func `equal networks have equal bytes`() throws {
    let models = try [SmallModel(), SmallModel()].map {
      try ONNXModel($0.description, parameters: $0.parameters, version: "1").serialized()
    }
    #expect(models[0] == models[1])
  }
}
