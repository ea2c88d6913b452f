import AsViTArchitecture
import AsViTNetwork
import AsViTNumerics
import ONNXProto

/// Turns layers into nodes. Between layers a value is `[batch · tokens, channels]`, so that every
/// linear map is one `Gemm` with the weight as it is in the `state_dict`.
struct ONNXLayers {
  typealias Value = ONNXGraph.Value

  var graph: ONNXGraph
  let parameters: ParameterStore<Float>

  /// - Parameter input: images `[batch, 3, side, side]` for the first layer, rows for the others.
  mutating func append(_ layer: Layer, to input: Value) -> Value {
    switch layer.kind {
    case .embed(let kernelSize, let stride, let dilation):
      embed(layer, input, kernelSize: kernelSize, stride: stride, dilation: dilation)
    case .normalise(let epsilon): norm(layer, 0, input, epsilon: epsilon, name: layer.name)
    case .positionEmbedding: addPositions(layer, input)
    case .classToken: prependClassToken(layer, input)
    case .attention(let windowSide, let headCount, let headDimension, let epsilon):
      attention(
        layer, input, windowSide: windowSide, heads: headCount, dimension: headDimension,
        epsilon: epsilon)
    case .mlp(_, let epsilon): mlp(layer, input, epsilon: epsilon)
    case .merge(let kernelSize): merge(layer, input, kernelSize: kernelSize)
    case .depthwisePool(let kernelSize): depthwisePool(layer, input, kernelSize: kernelSize)
    case .resample: preconditionFailure("\(layer.name): networks are exported at their own size")
    case .pool(let pooling): pool(layer.input, input, pooling, name: layer.name)
    case .linear: linear(layer, 0, input, name: "logits")
    case .classify: classify(layer, input)
    }
  }

  /// What stands for all tokens, `[batch, channels]`.
  mutating func pool(
    _ shape: TensorShape, _ input: Value, _ pooling: Layer.Pooling, name: String
  ) -> Value {
    let tokens = tokens(shape, input, name: name)
    switch pooling {
    case .classToken: return part(tokens, 0, axis: 1, name: name)
    case .mean:
      let grid = slice(
        tokens, from: shape.extraTokenCount, to: shape.tokenCount, of: shape.tokenCount,
        name: "\(name).grid")
      return graph.append(
        "ReduceMean", [grid], name: name,
        attributes: [Onnx_AttributeProto("axes", [1]), Onnx_AttributeProto("keepdims", 0)])
    }
  }

  private mutating func embed(
    _ layer: Layer, _ input: Value, kernelSize: Int, stride: Int, dilation: Int
  ) -> Value {
    let name = layer.name
    let (before, after) = padding(of: layer, reach: (kernelSize - 1) * dilation + 1, stride: stride)
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
    var table = parameter(layer, 0)
    if let cells = layer.parameters[0].cells {
      table = reshape(
        transpose(table, [0, 2, 3, 1], name: "\(layer.name).cells"),
        to: [1, cells.cellCount, cells.channelCount], name: "\(layer.name).table")
    }
    let tokens = tokens(layer.input, input, name: layer.name)
    let sum = graph.append("Add", [tokens, table], name: "\(layer.name).sum")
    return reshape(sum, to: [-1, layer.input.channelCount], name: "\(layer.name).rows")
  }

  private mutating func prependClassToken(_ layer: Layer, _ input: Value) -> Value {
    let name = layer.name
    let tokens = tokens(layer.input, input, name: name)
    let shape = graph.append("Shape", [tokens], name: "\(name).shape")
    let batch = graph.append("Gather", [shape, graph.constant(shape: [0])], name: "\(name).batch")
    let wanted = graph.append(
      "Concat", [batch, graph.constant(shape: [1, layer.input.channelCount])],
      name: "\(name).wanted", attributes: [Onnx_AttributeProto("axis", 0)])
    let token = graph.append("Expand", [parameter(layer, 0), wanted], name: "\(name).token")
    return rows(of: layer, concatenating: token, tokens)
  }

  /// A token, `[batch, 1, channels]`, before those of a grid, as rows of the layer's output.
  private mutating func rows(of layer: Layer, concatenating token: Value, _ grid: Value) -> Value {
    let all = graph.append(
      "Concat", [token, grid], name: "\(layer.name).all",
      attributes: [Onnx_AttributeProto("axis", 1)])
    return reshape(all, to: [-1, layer.output.channelCount], name: "\(layer.name).rows")
  }

  private mutating func depthwisePool(_ layer: Layer, _ input: Value, kernelSize: Int) -> Value {
    let (name, shape, output) = (layer.name, layer.input, layer.output)
    let tokens = tokens(shape, input, name: name)
    let grid = slice(
      tokens, from: 1, to: shape.tokenCount, of: shape.tokenCount, name: "\(name).grid")
    let image = transpose(
      reshape(
        grid, to: [-1, shape.gridSide, shape.gridSide, shape.channelCount], name: "\(name).cells"),
      [0, 3, 1, 2], name: "\(name).image")
    let (before, after) = padding(of: layer, reach: kernelSize, stride: 2)
    let halved = graph.append(
      "Conv", [image, parameter(layer, 0), parameter(layer, 1)], name: "\(name).conv",
      attributes: [
        Onnx_AttributeProto("kernel_shape", [kernelSize, kernelSize]),
        Onnx_AttributeProto("strides", [2, 2]),
        Onnx_AttributeProto("pads", [before, before, after, after]),
        Onnx_AttributeProto("group", shape.channelCount),
      ])
    let pooled = reshape(
      transpose(halved, [0, 2, 3, 1], name: "\(name).halved"),
      to: [-1, output.gridTokenCount, output.channelCount], name: "\(name).pooled")
    let mapped = linear(
      layer, 2, part(tokens, 0, axis: 1, name: "\(name).token"), name: "\(name).fc")
    let token = reshape(mapped, to: [-1, 1, output.channelCount], name: "\(name).mapped")
    return rows(of: layer, concatenating: token, pooled)
  }

  private mutating func attention(
    _ layer: Layer, _ input: Value, windowSide: Int, heads: Int, dimension: Int, epsilon: Double
  ) -> Value {
    let name = "\(layer.name).attn"
    // Windows along each side of the grid, and their tokens; with a class token all are in one row.
    let (count, height, width) =
      layer.input.extraTokenCount == 0
      ? (layer.input.gridSide / windowSide, windowSide, windowSide)
      : (1, 1, layer.input.tokenCount)
    let normalised = norm(layer, 0, input, epsilon: epsilon, name: "\(layer.name).norm1")
    let qkv = linear(layer, 2, normalised, name: "\(name).qkv")
    // [batch, window row, row, window column, column, q k v, head, feature], then for each of
    // q, k and v [batch · windows · heads, tokens, features].
    let cells = reshape(
      qkv, to: [-1, count, height, count, width, 3, heads, dimension], name: "\(name).cells")
    let sorted = transpose(cells, [5, 0, 1, 3, 6, 2, 4, 7], name: "\(name).heads")
    let parts = reshape(sorted, to: [3, -1, height * width, dimension], name: "\(name).parts")
    let (q, k, v) = (
      part(parts, 0, axis: 0, name: "\(name).q"), part(parts, 1, axis: 0, name: "\(name).k"),
      part(parts, 2, axis: 0, name: "\(name).v")
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
      attended, to: [-1, count, count, heads, height, width, dimension],
      name: "\(name).windows")
    let grid = transpose(windowed, [0, 1, 4, 2, 5, 3, 6], name: "\(name).grid")
    let rows = reshape(grid, to: [-1, heads * dimension], name: "\(name).rows")
    return graph.append("Add", [input, linear(layer, 4, rows, name: "\(name).proj")], name: name)
  }

  /// One place along an axis, which goes.
  private mutating func part(_ parts: Value, _ index: Int, axis: Int, name: String) -> Value {
    graph.append(
      "Gather", [parts, graph.constant(index: index)], name: name,
      attributes: [Onnx_AttributeProto("axis", axis)])
  }

  /// Tokens of `[batch, tokens, channels]`; all of them as they are.
  private mutating func slice(
    _ tokens: Value, from first: Int, to end: Int, of count: Int, name: String
  ) -> Value {
    guard first > 0 || end < count else { return tokens }
    return graph.append(
      "Slice",
      [
        tokens, graph.constant(shape: [first]), graph.constant(shape: [end]),
        graph.constant(shape: [1]),
      ], name: name)
  }

  private mutating func mlp(_ layer: Layer, _ input: Value, epsilon: Double) -> Value {
    let name = "\(layer.name).mlp"
    let normalised = norm(layer, 0, input, epsilon: epsilon, name: "\(layer.name).norm2")
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
    let tokens = reshape(grid, to: [-1, paddedSide * paddedSide, channels], name: "\(name).tokens")
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
    let normalised = norm(layer, 0, rows, epsilon: Layer.torchEpsilon, name: "\(name).norm")
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
    _ layer: Layer, _ index: Int, _ input: Value, epsilon: Double, name: String
  ) -> Value {
    graph.append(
      "LayerNormalization", [input, parameter(layer, index), parameter(layer, index + 1)],
      name: name,
      attributes: [Onnx_AttributeProto("axis", -1), Onnx_AttributeProto("epsilon", Float(epsilon))])
  }

  private mutating func linear(
    _ layer: Layer, _ index: Int, _ input: Value, name: String
  ) -> Value {
    graph.append(
      "Gemm", [input, parameter(layer, index), parameter(layer, index + 1)], name: name,
      attributes: [Onnx_AttributeProto("transB", 1)])
  }

  /// Rows as `[batch, tokens, channels]`.
  private mutating func tokens(_ shape: TensorShape, _ input: Value, name: String) -> Value {
    reshape(input, to: [-1, shape.tokenCount, shape.channelCount], name: "\(name).tokens")
  }

  private mutating func reshape(_ input: Value, to shape: [Int], name: String) -> Value {
    graph.append("Reshape", [input, graph.constant(shape: shape)], name: name)
  }

  private mutating func transpose(_ input: Value, _ order: [Int], name: String) -> Value {
    graph.append("Transpose", [input], name: name, attributes: [Onnx_AttributeProto("perm", order)])
  }

  /// Rows and columns of zeros before the grid and behind it, for patches of `reach` cells.
  private func padding(of layer: Layer, reach: Int, stride: Int) -> (before: Int, after: Int) {
    let needed = (layer.output.gridSide - 1) * stride + reach
    return (layer.padding, max(0, needed - layer.padding - layer.input.gridSide))
  }
}
