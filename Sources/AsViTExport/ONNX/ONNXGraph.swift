import FoundationEssentials
import ONNXProto

/// A graph under construction: nodes in the order of computation, each with one output whose name
/// is the value other nodes refer to.
struct ONNXGraph {
  private(set) var proto = Onnx_GraphProto()
  /// Names of the shared constants that are there already.
  private var constants: Set<String> = []

  /// The name of a value.
  struct Value: Hashable {
    let name: String
  }

  init(name: String) { proto.name = name }

  /// Appends a node.
  ///
  /// - Parameter name: of the node and its output, unique in the graph.
  mutating func append(
    _ operation: String, _ inputs: [Value], name: String, attributes: [Onnx_AttributeProto] = []
  ) -> Value {
    var node = Onnx_NodeProto()
    node.opType = operation
    node.name = name
    node.input = inputs.map(\.name)
    node.output = [name]
    node.attribute = attributes
    proto.node.append(node)
    return Value(name: name)
  }

  /// A tensor of learned values.
  mutating func parameter(_ name: String, shape: [Int], values: [Float]) -> Value {
    append(.float, name: name, shape: shape, values: values)
  }

  /// A shape or the widths of a padding; equal ones are shared.
  mutating func constant(shape values: [Int]) -> Value {
    let name = "constant.shape." + values.map(\.description).joined(separator: "_")
    return shared(.int64, name: name, shape: [values.count], values: values.map(Int64.init))
  }

  /// A single index; equal ones are shared.
  mutating func constant(index: Int) -> Value {
    shared(.int64, name: "constant.index.\(index)", shape: [], values: [Int64(index)])
  }

  /// A single number; equal ones are shared.
  mutating func constant(_ value: Float) -> Value {
    shared(.float, name: "constant.\(value)", shape: [], values: [value])
  }

  /// A table of indices, with a name that is unique in the graph.
  mutating func indices(_ name: String, shape: [Int], values: [Int]) -> Value {
    append(.int64, name: name, shape: shape, values: values.map(Int64.init))
  }

  private mutating func shared(
    _ type: Onnx_TensorProto.DataType, name: String, shape: [Int], values: [some BitwiseCopyable]
  ) -> Value {
    guard constants.insert(name).inserted else { return Value(name: name) }
    return append(type, name: name, shape: shape, values: values)
  }

  private mutating func append(
    _ type: Onnx_TensorProto.DataType, name: String, shape: [Int], values: [some BitwiseCopyable]
  ) -> Value {
    var tensor = Onnx_TensorProto()
    tensor.name = name
    tensor.dataType = Int32(type.rawValue)
    tensor.dims = shape.map(Int64.init)
    // Little-endian in the format, and on every machine this package builds on.
    tensor.rawData = values.withUnsafeBytes { Data($0) }
    proto.initializer.append(tensor)
    return Value(name: name)
  }

  /// Declares an input of the graph.
  ///
  /// - Parameter shape: nil where any number will do; such axes are named `batch`.
  mutating func input(_ name: String, shape: [Int?]) -> Value {
    proto.input.append(Self.declaration(of: name, shape: shape))
    return Value(name: name)
  }

  mutating func output(_ value: Value, shape: [Int?]) {
    proto.output.append(Self.declaration(of: value.name, shape: shape))
  }

  private static func declaration(of name: String, shape: [Int?]) -> Onnx_ValueInfoProto {
    var declaration = Onnx_ValueInfoProto()
    declaration.name = name
    declaration.type.tensorType.elemType = Int32(Onnx_TensorProto.DataType.float.rawValue)
    declaration.type.tensorType.shape.dim = shape.map { side in
      var dimension = Onnx_TensorShapeProto.Dimension()
      if let side { dimension.dimValue = Int64(side) } else { dimension.dimParam = "batch" }
      return dimension
    }
    return declaration
  }
}

extension Onnx_AttributeProto {
  init(_ name: String, _ value: Int) {
    self.init()
    self.name = name
    type = .int
    i = Int64(value)
  }

  init(_ name: String, _ values: [Int]) {
    self.init()
    self.name = name
    type = .ints
    ints = values.map(Int64.init)
  }

  init(_ name: String, _ value: Float) {
    self.init()
    self.name = name
    type = .float
    f = value
  }
}
