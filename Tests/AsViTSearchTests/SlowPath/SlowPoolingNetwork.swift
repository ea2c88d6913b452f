import AsViTArchitecture

/// A PiT in Double by plain loops, from the genotype and named parameters alone.
struct SlowPoolingNetwork: PlainLoops {
  let genes: PiTGenes
  let imageSide: Int
  let patchSide: Int
  let stride: Int
  let parameters: [String: Matrix]

  init(_ architecture: Architecture, of family: PiT, parameters: [String: Matrix]) {
    do {
      genes = try PiTGenes(architecture.genotype.description)
    } catch {
      fatalError("\(error)")
    }
    imageSide = family.imageSide
    patchSide = family.patchSide
    stride = family.stride
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

    var grid = (imageSide - patchSide) / stride + 1
    let pixels = patchSide * patchSide
    let patches = run.gathered(image, rows: grid * grid, columns: 3 * pixels) { token, feature in
      let y = token / grid * stride + feature % pixels / patchSide
      let x = token % grid * stride + feature % patchSide
      return (feature / pixels * imageSide + y) * imageSide + x
    }
    let embedded = linear(patches, "patch_embed.conv")
    let positions = run.gathered(
      this("pos_embed"), rows: grid * grid, columns: embedded.columns
    ) { token, channel in channel * grid * grid + token }
    let classToken = run.gathered(this("cls_token"), rows: 1, columns: embedded.columns) { $1 }
    var x = run.stacked([classToken, run.sum(embedded, positions)])
    for (index, stage) in genes.stages.enumerated() {
      if index > 0 {
        x = halved(x, grid: grid, width: stage.width, "transformers.\(index).pool", in: run)
        grid = (grid + 1) / 2
      }
      for block in 0..<stage.depth {
        let name = "transformers.\(index).blocks.\(block)"
        let attended = run.attention(
          linear(norm(x, "\(name).norm1"), "\(name).attn.qkv"), heads: stage.headCount)
        x = run.residual(x, linear(attended, "\(name).attn.proj"))
        let hidden = run.gelu(linear(norm(x, "\(name).norm2"), "\(name).mlp.fc1"))
        x = run.residual(x, linear(hidden, "\(name).mlp.fc2"))
      }
    }
    return x
  }

  func logits(of image: Matrix, in run: Computation) -> Matrix {
    let features = pooled(tokens(of: image, in: run, normalises: true), in: run)
    let normalised = run.normalised(
      features, weight: this("norm.weight"), bias: this("norm.bias"), epsilon: 1e-6)
    return run.sum(run.product(normalised, this("head.weight")), this("head.bias"))
  }

  private func this(_ name: String) -> Matrix { parameters[name]! }

  /// A 3 × 3 kernel at stride 2 for every output channel, and a linear map of the class token.
  private func halved(
    _ x: Matrix, grid: Int, width: Int, _ name: String, in run: Computation
  ) -> Matrix {
    let (half, channels) = ((grid + 1) / 2, x.columns)
    let maps = (0..<width).map { channel in
      let source = channel / (width / channels)
      let patches = run.gathered(x, rows: half * half, columns: 9) { token, cell in
        let y = 2 * (token / half) + cell / 3 - 1
        let x = 2 * (token % half) + cell % 3 - 1
        guard (0..<grid).contains(y), (0..<grid).contains(x) else { return nil }
        return (1 + y * grid + x) * channels + source
      }
      let kernel = run.gathered(this("\(name).conv.weight"), rows: 1, columns: 9) {
        channel * 9 + $1
      }
      return run.product(kernel, patches)
    }
    let tokens = run.gathered(run.stacked(maps), rows: half * half, columns: width) {
      token, channel in channel * half * half + token
    }
    let first = run.gathered(x, rows: 1, columns: channels) { $1 }
    let classToken = run.sum(
      run.product(first, this("\(name).fc.weight")), this("\(name).fc.bias"))
    return run.stacked([classToken, run.sum(tokens, this("\(name).conv.bias"))])
  }
}
