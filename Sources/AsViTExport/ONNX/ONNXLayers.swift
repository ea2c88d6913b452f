internal import AsViTArchitecture
internal import AsViTNetwork
internal import AsViTNumerics
internal import ONNXProto

/// Turns layers into nodes. Between layers a value is `[batch · tokens, channels]`, so that every
/// linear map is one `Gemm` with the weight as it is in the `state_dict`.
struct ONNXLayers {
  typealias Value = ONNXGraph.Value

  var graph: ONNXGraph
  private let parameters: ParameterStore<Float>

  init(graph: ONNXGraph, parameters: ParameterStore<Float>) {
    self.graph = graph
    self.parameters = parameters
  }

  /// - Parameter input: images `[batch, 3, side, side]` for the first layer, rows for the others.
  mutating func append(_ layer: Layer, to input: Value) -> Value {
    switch layer.kind {
    case .embed(let kernelSize, let stride, let dilation):
      embed(layer, input, kernelSize: kernelSize, stride: stride, dilation: dilation)
    case .normalise: norm(layer, 0, input, name: layer.name)
    case .positionEmbedding: addPositions(layer, input)
    case .attention(let windowSide, let headCount, let headDimension):
      attention(
        layer, input,
        windows: Windows(
          countPerSide: layer.input.gridSide / windowSide, side: windowSide, headCount: headCount,
          headDimension: headDimension))
    case .mlp: mlp(layer, input)
    case .merge(let kernelSize): merge(layer, input, kernelSize: kernelSize)
    case .pool: mean(layer.input, input, name: layer.name)
    case .classify: classify(layer, input)
    }
  }

  /// The mean over tokens, `[batch, channels]`.
  mutating func mean(_ shape: TensorShape, _ input: Value, name: String) -> Value {
    let tokens = reshape(
      input, to: [-1, shape.tokenCount, shape.channelCount], name: "\(name).tokens")
    return graph.append(
      "ReduceMean", [tokens], name: name,
      attributes: [Onnx_AttributeProto("axes", [1]), Onnx_AttributeProto("keepdims", 0)])
  }

  private mutating func embed(
    _ layer: Layer, _ input: Value, kernelSize: Int, stride: Int, dilation: Int
  ) -> Value {
    let name = layer.name
    let (before, after) = padding(
      of: layer, reach: (kernelSize - 1) * dilation + 1, stride: stride)
    let grid = graph.append(
      "Conv", [input, parameter(layer, 0), parameter(layer, 1)], name: "\(name).proj",
      attributes: [
        Onnx_AttributeProto("kernel_shape", [kernelSize, kernelSize]),
        Onnx_AttributeProto("strides", [stride, stride]),
        Onnx_AttributeProto("dilations", [dilation, dilation]),
        Onnx_AttributeProto("pads", [before, before, after, after]),
      ])
    return reshape(
      transpose(grid, [0, 2, 3, 1], name: "\(name).tokens"), to: [-1, layer.output.channelCount],
      name: name)
  }

  private mutating func addPositions(_ layer: Layer, _ input: Value) -> Value {
    let tokens = reshape(
      input, to: [-1, layer.input.tokenCount, layer.input.channelCount],
      name: "\(layer.name).tokens")
    let sum = graph.append("Add", [tokens, parameter(layer, 0)], name: "\(layer.name).sum")
    return reshape(sum, to: [-1, layer.input.channelCount], name: "\(layer.name).rows")
  }

  /// How a grid of tokens is cut for attention.
  private struct Windows {
    let countPerSide: Int
    /// Tokens per side.
    let side: Int
    let headCount: Int
    let headDimension: Int
  }

  private mutating func attention(_ layer: Layer, _ input: Value, windows: Windows) -> Value {
    let name = "\(layer.name).attn"
    let (count, side) = (windows.countPerSide, windows.side)
    let (heads, dimension) = (windows.headCount, windows.headDimension)
    let normalised = norm(layer, 0, input, name: "\(layer.name).norm1")
    let qkv = linear(layer, 2, normalised, name: "\(name).qkv")
    // [batch, window row, row, window column, column, q k v, head, feature], then for each of
    // q, k and v [batch · windows · heads, tokens, features].
    let cells = reshape(
      qkv, to: [-1, count, side, count, side, 3, heads, dimension], name: "\(name).cells")
    let sorted = transpose(cells, [5, 0, 1, 3, 6, 2, 4, 7], name: "\(name).heads")
    let parts = reshape(sorted, to: [3, -1, side * side, dimension], name: "\(name).parts")
    let (q, k, v) = (
      part(parts, 0, name: "\(name).q"), part(parts, 1, name: "\(name).k"),
      part(parts, 2, name: "\(name).v")
    )
    let scale = graph.constant(1 / Float(dimension).squareRoot())
    let scaled = graph.append("Mul", [q, scale], name: "\(name).scaled")
    let keys = transpose(k, [0, 2, 1], name: "\(name).keys")
    let similarities = graph.append("MatMul", [scaled, keys], name: "\(name).similarities")
    let weights = graph.append(
      "Softmax", [similarities], name: "\(name).weights",
      attributes: [Onnx_AttributeProto("axis", -1)])
    let attended = graph.append("MatMul", [weights, v], name: "\(name).attended")
    let windowed = reshape(
      attended, to: [-1, count, count, heads, side, side, dimension], name: "\(name).windows")
    let grid = transpose(windowed, [0, 1, 4, 2, 5, 3, 6], name: "\(name).grid")
    let rows = reshape(grid, to: [-1, heads * dimension], name: "\(name).rows")
    return graph.append(
      "Add", [input, linear(layer, 4, rows, name: "\(name).proj")], name: name)
  }

  /// One of q, k and v.
  private mutating func part(_ parts: Value, _ index: Int, name: String) -> Value {
    graph.append(
      "Gather", [parts, graph.constant(index: index)], name: name,
      attributes: [Onnx_AttributeProto("axis", 0)])
  }

  private mutating func mlp(_ layer: Layer, _ input: Value) -> Value {
    let name = "\(layer.name).mlp"
    let normalised = norm(layer, 0, input, name: "\(layer.name).norm2")
    let expanded = linear(layer, 2, normalised, name: "\(name).fc1")
    let reduced = linear(layer, 4, gelu(expanded, name: "\(name).gelu"), name: "\(name).fc2")
    return graph.append("Add", [input, reduced], name: name)
  }

  /// x (1 + erf(x / √2)) / 2. `Gelu` is an operator since opset 20 only.
  private mutating func gelu(_ input: Value, name: String) -> Value {
    let argument = graph.append(
      "Mul", [input, graph.constant(Float(0.5).squareRoot())], name: "\(name).argument")
    let erf = graph.append("Erf", [argument], name: "\(name).erf")
    let sum = graph.append("Add", [erf, graph.constant(1)], name: "\(name).sum")
    let product = graph.append("Mul", [input, sum], name: "\(name).product")
    return graph.append("Mul", [product, graph.constant(0.5)], name: name)
  }

  /// Patches are gathered: tokens are copied, where a convolution with a one-hot kernel would
  /// multiply by zeros.
  private mutating func merge(_ layer: Layer, _ input: Value, kernelSize: Int) -> Value {
    let name = layer.name
    let (side, channels) = (layer.input.gridSide, layer.input.channelCount)
    let (before, after) = padding(of: layer, reach: kernelSize, stride: 2)
    var grid = reshape(input, to: [-1, side, side, channels], name: "\(name).grid")
    if before + after > 0 {
      grid = graph.append(
        "Pad", [grid, graph.constant(shape: [0, before, before, 0, 0, after, after, 0])],
        name: "\(name).padded")
    }
    let paddedSide = side + before + after
    let tokens = reshape(
      grid, to: [-1, paddedSide * paddedSide, channels], name: "\(name).tokens")
    let taps = kernelSize * kernelSize
    let indices = (0..<layer.output.tokenCount).flatMap { token in
      let (y, x) = token.quotientAndRemainder(dividingBy: layer.output.gridSide)
      return (0..<taps).map { tap in
        let (row, column) = tap.quotientAndRemainder(dividingBy: kernelSize)
        return (2 * y + row) * paddedSide + 2 * x + column
      }
    }
    let patches = graph.append(
      "Gather",
      [
        tokens,
        graph.indices("\(name).taps", shape: [layer.output.tokenCount, taps], values: indices),
      ],
      name: "\(name).patches", attributes: [Onnx_AttributeProto("axis", 1)])
    // Features are ordered (channel, y, x).
    let features = transpose(patches, [0, 1, 3, 2], name: "\(name).features")
    let rows = reshape(features, to: [-1, channels * taps], name: "\(name).rows")
    let normalised = norm(layer, 0, rows, name: "\(name).norm")
    return graph.append(
      "Gemm", [normalised, parameter(layer, 2)], name: name,
      attributes: [Onnx_AttributeProto("transB", 1)])
  }

  private mutating func classify(_ layer: Layer, _ input: Value) -> Value {
    let hidden = linear(layer, 0, input, name: "\(layer.name).fc1")
    let activated = graph.append("Tanh", [hidden], name: "\(layer.name).tanh")
    return linear(layer, 2, activated, name: "logits")
  }
}

// What layers are made of. An index is that of the first of a part's parameters in its layer.
extension ONNXLayers {
  private mutating func parameter(_ layer: Layer, _ index: Int) -> Value {
    let parameter = layer.parameters[index]
    return graph.parameter(
      parameter.name, shape: parameter.shape, values: parameters.values(of: parameter.name))
  }

  private mutating func norm(
    _ layer: Layer, _ index: Int, _ input: Value, name: String
  ) -> Value {
    graph.append(
      "LayerNormalization", [input, parameter(layer, index), parameter(layer, index + 1)],
      name: name,
      attributes: [Onnx_AttributeProto("axis", -1), Onnx_AttributeProto("epsilon", Float(1e-5))])
  }

  private mutating func linear(
    _ layer: Layer, _ index: Int, _ input: Value, name: String
  ) -> Value {
    graph.append(
      "Gemm", [input, parameter(layer, index), parameter(layer, index + 1)], name: name,
      attributes: [Onnx_AttributeProto("transB", 1)])
  }

  private mutating func reshape(_ input: Value, to shape: [Int], name: String) -> Value {
    graph.append("Reshape", [input, graph.constant(shape: shape)], name: name)
  }

  private mutating func transpose(_ input: Value, _ order: [Int], name: String) -> Value {
    graph.append(
      "Transpose", [input], name: name, attributes: [Onnx_AttributeProto("perm", order)])
  }

  /// Rows and columns of zeros before the grid and behind it, for patches of `reach` cells.
  private func padding(
    of layer: Layer, reach: Int, stride: Int
  ) -> (before: Int, after: Int) {
    let needed = (layer.output.gridSide - 1) * stride + reach
    return (layer.padding, max(0, needed - layer.padding - layer.input.gridSide))
  }
}
