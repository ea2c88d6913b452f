import AsViTArchitecture
public import AsViTNetwork
public import AsViTNumerics
import FoundationEssentials
import ONNXProto
import SwiftProtobuf

/// A network as an ONNX model of opset 17, which onnxruntime reads since 1.12.
///
/// Input `images` `[batch, 3, side, side]`, normalised; outputs `logits` `[batch, classes]` and
/// `features` `[batch, channels]`, which metrics are of: before the final norm. Weights
/// have their `state_dict` names, and the metadata are those of a weights file.
public struct ONNXModel: Sendable {
  private let proto: Onnx_ModelProto

  /// - Precondition: the parameters are those of the described architecture.
  public init(_ description: ModelDescription, parameters: ParameterStore<Float>, version: String) {
    let architecture = parameters.architecture
    precondition(
      architecture.genotype == description.genotype,
      "weights of \(architecture.genotype) described as \(description.genotype)")
    var model = Onnx_ModelProto()
    // IR version 8 came with opset 17.
    model.irVersion = 8
    model.opsetImport = [Self.opset]
    model.producerName = "asvit"
    model.producerVersion = version
    model.metadataProps = description.metadata.sorted { $0.key < $1.key }.map { key, value in
      var entry = Onnx_StringStringEntryProto()
      entry.key = key
      entry.value = value
      return entry
    }
    model.graph = Self.graph(of: architecture, parameters: parameters)
    proto = model
  }

  private static var opset: Onnx_OperatorSetIdProto {
    var opset = Onnx_OperatorSetIdProto()
    opset.domain = ""
    opset.version = 17
    return opset
  }

  private static func graph(
    of architecture: Architecture, parameters: ParameterStore<Float>
  ) -> Onnx_GraphProto {
    var layers = ONNXLayers(
      graph: ONNXGraph(name: architecture.genotype.description), parameters: parameters)
    let side = architecture.imageSide
    let images = layers.graph.input("images", shape: [nil, 3, side, side])
    let tokens = architecture.trunk.reduce(images) { layers.append($1, to: $0) }
    let features = architecture.readout.reduce(tokens) { layers.append($1, to: $0) }
    let logits = architecture.classifier.reduce(tokens) { layers.append($1, to: $0) }
    layers.graph.output(logits, shape: [nil, architecture.classCount])
    layers.graph.output(features, shape: [nil, architecture.featureCount])
    return layers.graph.proto
  }

  /// The bytes of the file.
  ///
  /// - Throws: `ONNXError.tooLarge` beyond protobuf's 2 GiB.
  public func serialized() throws(ONNXError) -> [UInt8] {
    do {
      return try proto.serializedBytes()
    } catch {
      throw .tooLarge
    }
  }
}

public enum ONNXError: Error, Hashable, Sendable, CustomStringConvertible {
  case tooLarge

  public var description: String {
    "more than 2 GiB of weights do not fit into one ONNX file; export safetensors and pytorch"
  }
}
