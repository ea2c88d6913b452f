import AsViTArchitecture

/// A plain vision transformer with a class token, in Double by plain loops, from the genotype and named
/// parameters alone.
struct SlowPlainNetwork: PlainLoops {
  let genes: PlainViTGenes
  let imageSide: Int
  let patchSide: Int
  let parameters: [String: Matrix]

  init(_ architecture: Architecture, patchSide: Int, parameters: [String: Matrix]) {
    do {
      genes = try PlainViTGenes(architecture.genotype.description)
    } catch {
      fatalError("\(error)")
    }
    imageSide = architecture.imageSide
    self.patchSide = patchSide
    self.parameters = parameters
  }

  /// The class token alone is the features.
  func share(ofToken index: Int, of count: Int) -> Double { index == 0 ? 1 : 0 }

  func tokens(of image: Matrix, in run: Computation, normalises: Bool) -> Matrix {
    func norm(_ x: Matrix, _ name: String) -> Matrix {
      guard normalises else { return x }
      return run.normalised(
        x, weight: this("\(name).weight"), bias: this("\(name).bias"), epsilon: 1e-6)
    }
    func linear(_ x: Matrix, _ name: String) -> Matrix {
      run.sum(run.product(x, this("\(name).weight")), this("\(name).bias"))
    }

    let (grid, pixels) = (imageSide / patchSide, patchSide * patchSide)
    let patches = run.gathered(image, rows: grid * grid, columns: 3 * pixels) { token, feature in
      let y = token / grid * patchSide + feature % pixels / patchSide
      let x = token % grid * patchSide + feature % patchSide
      return (feature / pixels * imageSide + y) * imageSide + x
    }
    let embedded = run.stacked([this("cls_token"), linear(patches, "patch_embed.proj")])
    let positions = run.gathered(
      this("pos_embed"), rows: embedded.rows, columns: genes.width
    ) { token, channel in token * genes.width + channel }
    var x = run.sum(embedded, positions)
    for (index, block) in genes.blocks.enumerated() {
      let name = "blocks.\(index)"
      let attended = run.attention(
        linear(norm(x, "\(name).norm1"), "\(name).attn.qkv"), heads: block.headCount)
      x = run.residual(x, linear(attended, "\(name).attn.proj"))
      let hidden = run.gelu(linear(norm(x, "\(name).norm2"), "\(name).mlp.fc1"))
      x = run.residual(x, linear(hidden, "\(name).mlp.fc2"))
    }
    return x
  }

  func logits(of image: Matrix, in run: Computation) -> Matrix {
    let tokens = tokens(of: image, in: run, normalises: true)
    let normalised = run.normalised(
      tokens, weight: this("norm.weight"), bias: this("norm.bias"), epsilon: 1e-6)
    return run.sum(
      run.product(pooled(normalised, in: run), this("head.weight")), this("head.bias"))
  }

  private func this(_ name: String) -> Matrix { parameters[name]! }
}

extension Computation {
  /// Attention over all tokens.
  ///
  /// - Parameter qkv: `[tokens, 3 · width]`: queries, keys, values, head by head in each.
  func attention(_ qkv: Matrix, heads: Int) -> Matrix {
    let (count, width) = (qkv.rows, qkv.columns / 3)
    let dimension = width / heads
    let outputs = (0..<heads).map { head in
      func element(_ part: Int, _ token: Int, _ channel: Int) -> Int {
        token * 3 * width + part * width + head * dimension + channel
      }
      let queries = gathered(qkv, rows: count, columns: dimension) { element(0, $0, $1) }
      let keys = gathered(qkv, rows: count, columns: dimension) { element(1, $0, $1) }
      let values = gathered(qkv, rows: dimension, columns: count) { element(2, $1, $0) }
      let weights = softmax(
        product(queries, keys, scale: 1 / Double(dimension).squareRoot()))
      return product(weights, values)
    }
    return gathered(stacked(outputs), rows: count, columns: width) { token, column in
      (column / dimension * count + token) * dimension + column % dimension
    }
  }
}
