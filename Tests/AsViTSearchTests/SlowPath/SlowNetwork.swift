import AsViTArchitecture

/// A network in Double by plain loops.
protocol PlainLoops {
  /// Linear maps and convolutions are `[outputs, inputs]`, everything else is one row.
  var parameters: [String: Matrix] { get }

  /// The tokens of the last stage, `[tokens, channels]`.
  ///
  /// - Parameter image: `[3, side²]`.
  func tokens(of image: Matrix, in run: Computation, normalises: Bool) -> Matrix

  /// What a token counts for in the features.
  func share(ofToken index: Int, of count: Int) -> Double

  /// The class scores, `[1, classes]`.
  func logits(of image: Matrix, in run: Computation) -> Matrix
}

extension PlainLoops {
  /// The features of tokens, `[1, channels]`.
  func pooled(_ tokens: Matrix, in run: Computation) -> Matrix {
    let shares = (0..<tokens.rows).map { share(ofToken: $0, of: tokens.rows) }
    let columns = run.gathered(tokens, rows: tokens.columns, columns: tokens.rows) {
      channel, token in token * tokens.columns + channel
    }
    return run.product(Matrix(rows: 1, columns: tokens.rows, shares), columns)
  }
}

/// As-ViT in Double by plain loops, from the genotype and named parameters alone: explicit patches,
/// windows and attention matrices.
struct SlowNetwork: PlainLoops {
  let genes: AsViTGenes
  let imageSide: Int
  let parameters: [String: Matrix]
  private let stemStride = 4

  init(genotype: Genotype, imageSide: Int, parameters: [String: Matrix]) {
    genes = genotype.genes
    self.imageSide = imageSide
    self.parameters = parameters
  }

  /// The mean of all tokens is the features.
  func share(ofToken index: Int, of count: Int) -> Double { 1 / Double(count) }

  func tokens(of image: Matrix, in run: Computation, normalises: Bool) -> Matrix {
    func norm(_ x: Matrix, _ name: String) -> Matrix {
      guard normalises else { return x }
      return run.normalised(x, weight: this("\(name).weight"), bias: this("\(name).bias"))
    }
    func linear(_ x: Matrix, _ name: String) -> Matrix {
      run.sum(run.product(x, this("\(name).weight")), this("\(name).bias"))
    }

    var grid = imageSide / stemStride
    var x = unfolded(
      image, in: run, side: imageSide, channels: 3, kernel: genes.stages[0].kernelSize,
      stride: stemStride
    ) { channel, pixel in channel * imageSide * imageSide + pixel }
    x = norm(linear(x, "patch_embed.proj"), "patch_embed.norm")
    for (index, stage) in genes.stages.enumerated() {
      let channels = x.columns
      if index > 0 {
        let name = "stages.\(index - 1).merge"
        let patches = unfolded(
          x, in: run, side: grid, channels: channels, kernel: stage.kernelSize, stride: 2
        ) { channel, token in token * channels + channel }
        x = run.product(norm(patches, "\(name).norm"), this("\(name).reduction.weight"))
        grid /= 2
      }
      let heads = genes.finalHeadCount / (8 >> index)
      for block in 0..<stage.depth {
        let name = "stages.\(index).blocks.\(block)"
        let qkv = linear(norm(x, "\(name).norm1"), "\(name).attn.qkv")
        let attended = attention(
          qkv, in: run, grid: grid, window: grid / stage.windowSplit, heads: heads)
        x = run.residual(x, linear(attended, "\(name).attn.proj"))
        let hidden = run.gelu(linear(norm(x, "\(name).norm2"), "\(name).mlp.fc1"))
        x = run.residual(x, linear(hidden, "\(name).mlp.fc2"))
      }
    }
    return x
  }

  func logits(of image: Matrix, in run: Computation) -> Matrix {
    func linear(_ x: Matrix, _ name: String) -> Matrix {
      run.sum(run.product(x, this("\(name).weight")), this("\(name).bias"))
    }
    let tokens = tokens(of: image, in: run, normalises: true)
    let normalised = run.normalised(
      tokens, weight: this("norm.weight"), bias: this("norm.bias"))
    return linear(run.tanh(linear(pooled(normalised, in: run), "head.fc1")), "head.fc2")
  }

  private func this(_ name: String) -> Matrix { parameters[name]! }

  /// Zero-padded patches, `[tokens, channels · kernel²]`, features ordered (channel, y, x).
  private func unfolded(
    _ x: Matrix, in run: Computation, side: Int, channels: Int, kernel: Int, stride: Int,
    place: (_ channel: Int, _ position: Int) -> Int
  ) -> Matrix {
    let padding = (kernel - stride) / 2
    let grid = side / stride
    return run.gathered(x, rows: grid * grid, columns: channels * kernel * kernel) {
      token, feature in
      let y = token / grid * stride - padding + feature / kernel % kernel
      let x = token % grid * stride - padding + feature % kernel
      guard (0..<side).contains(y), (0..<side).contains(x) else { return nil }
      return place(feature / (kernel * kernel), y * side + x)
    }
  }

  /// - Parameter qkv: `[tokens, 3 · inner]`: queries, keys, values, head by head in each.
  private func attention(
    _ qkv: Matrix, in run: Computation, grid: Int, window: Int, heads: Int
  ) -> Matrix {
    let inner = qkv.columns / 3
    let dimension = inner / heads
    let perSide = grid / window
    func token(_ place: Int, inWindow index: Int) -> Int {
      (index / perSide * window + place / window) * grid + index % perSide * window + place % window
    }
    var outputs: [Matrix] = []
    for index in 0..<perSide * perSide {
      for head in 0..<heads {
        func element(_ part: Int, _ place: Int, _ channel: Int) -> Int {
          token(place, inWindow: index) * 3 * inner + part * inner + head * dimension + channel
        }
        let size = window * window
        let queries = run.gathered(qkv, rows: size, columns: dimension) { element(0, $0, $1) }
        let keys = run.gathered(qkv, rows: size, columns: dimension) { element(1, $0, $1) }
        let values = run.gathered(qkv, rows: dimension, columns: size) { element(2, $1, $0) }
        let weights = run.softmax(
          run.product(queries, keys, scale: 1 / Double(dimension).squareRoot()))
        outputs.append(run.product(weights, values))
      }
    }
    // [window][head][place][channel] back to [token][head, channel].
    let size = window * window
    return run.gathered(run.stacked(outputs), rows: grid * grid, columns: inner) { token, column in
      let (y, x) = (token / grid, token % grid)
      let index = y / window * perSide + x / window
      let place = y % window * window + x % window
      return ((index * heads + column / dimension) * size + place) * dimension + column % dimension
    }
  }
}
