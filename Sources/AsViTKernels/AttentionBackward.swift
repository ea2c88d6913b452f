import AsViTKernelInterface

func attendBackward<T: KernelScalar>(_ operands: WindowedAttentionBackward<T>) {
  var backward = AttentionBackward(operands)
  backward.run()
}

/// The adjoint of attention, head by head, in two sweeps that both compute the weights.
///
/// With weights w = exp(s + start), l = Σ w over the keys, g the gradient of the output o and
/// D = g·o: ds = w (g·v − D) / l, dq = Σ ds k over the keys; then dk = Σ ds q and dv = Σ w g / l
/// over the queries. Dao et al., 2022, §B.2 (arXiv:2205.14135).
private struct AttentionBackward<T: KernelScalar> {
  let operands: WindowedAttentionBackward<T>
  let width: Int
  let scale: T
  let rows: GradientRows<T>
  var head: AttentionHead<T>

  init(_ operands: WindowedAttentionBackward<T>) {
    self.operands = operands
    width = operands.shape.innerWidth
    head = AttentionHead(shape: operands.shape, planes: operands.scratch, planeCount: 4)
    scale = 1 / T(head.dimension).squareRoot()
    let start = head.plane(4)
    rows = GradientRows(start: start, product: start + head.stride, sums: start + 2 * head.stride)
  }

  @inline(__always)
  mutating func run() {
    for unit in operands.units {
      head.select(unit: unit)
      pack()
      if head.areLogitsNearZero {
        head.clear(rows.start)
        sweep(NearZeroLogits.self)
      } else {
        head.boundLogits(into: rows.start)
        sweep(ShiftedLogits.self)
      }
    }
  }

  /// Planes 0 to 3: scaled queries, keys, values, output gradients; and −D for each query.
  @inline(__always)
  private func pack() {
    let input = operands.qkv
    head.pack(input, width: 3 * width, scaledBy: scale, into: head.plane(0))
    head.pack(input + width, width: 3 * width, scaledBy: 1, into: head.plane(1))
    // The output waits in the plane of the values until D is known.
    head.pack(operands.output, width: width, scaledBy: -1, into: head.plane(2))
    head.pack(operands.outputGradient, width: width, scaledBy: 1, into: head.plane(3))
    for vector in 0..<head.vectorCount {
      var product = SIMD16<T>()
      var (output, gradient) = (head.plane(2) + 16 &* vector, head.plane(3) + 16 &* vector)
      for _ in 0..<head.dimension {
        product.addProduct(load(output), load(gradient))
        output += head.stride
        gradient += head.stride
      }
      store(product, to: rows.product + 16 &* vector)
    }
    head.pack(input + 2 * width, width: 3 * width, scaledBy: 1, into: head.plane(2))
  }

  @inline(__always)
  private func sweep<L: LogitRange>(_ range: L.Type) {
    #if AVX512
      let queriesLeft = sweepQueries(QueryGradient<T, 2>.self, range, from: 0)
      _ = sweepQueries(QueryGradient<T, 1>.self, range, from: queriesLeft)
      let keysLeft = sweepKeys(KeyGradient<T, 2>.self, range, from: 0)
      _ = sweepKeys(KeyGradient<T, 1>.self, range, from: keysLeft)
    #else
      _ = sweepQueries(QueryGradient<T, 1>.self, range, from: 0)
      _ = sweepKeys(KeyGradient<T, 1>.self, range, from: 0)
    #endif
  }

  /// Computes dq for as many blocks of C vectors as there are.
  ///
  /// - Returns: the first vector left over.
  @inline(__always)
  private func sweepQueries<L: LogitRange, let C: Int>(
    _ block: QueryGradient<T, C>.Type, _ range: L.Type, from first: Int
  ) -> Int {
    var vector = first
    while vector &+ C <= head.vectorCount {
      sweepQueries(block, range, vector: vector)
      vector &+= C
    }
    return vector
  }

  private func sweepQueries<L: LogitRange, let C: Int>(
    _: QueryGradient<T, C>.Type, _ range: L.Type, vector: Int
  ) {
    var block = QueryGradient<T, C>(head, vector: vector, rows: rows)
    block.addKeys(range)
    var isTrusted = true
    for c in 0..<C where L.canUnderflow {
      isTrusted = head.trust(block.totals[c], vector: vector &+ c, start: rows.start) && isTrusted
    }
    guard isTrusted else {
      for c in 0..<C { sweepQueries(QueryGradient<T, 1>.self, range, vector: vector &+ c) }
      return
    }
    block.normalise(scale: scale)
    unpack(block: vector, count: 16 &* C, sums: 0, column: 0)
  }

  /// Computes dk and dv for as many blocks of C vectors as there are.
  ///
  /// - Returns: the first vector left over.
  @inline(__always)
  private func sweepKeys<L: LogitRange, let C: Int>(
    _: KeyGradient<T, C>.Type, _ range: L.Type, from first: Int
  ) -> Int {
    var vector = first
    while vector &+ C <= head.vectorCount {
      let block = KeyGradient<T, C>(head, vector: vector, rows: rows)
      block.addQueries(range)
      unpack(block: vector, count: 16 &* C, sums: 0, column: width)
      unpack(block: vector, count: 16 &* C, sums: 1, column: 2 &* width)
      vector &+= C
    }
    return vector
  }

  /// Writes sums [d][`count`] of a block, the first or the second, to columns of the gradient.
  @inline(__always)
  private func unpack(block vector: Int, count: Int, sums index: Int, column: Int) {
    head.unpack(
      rows.sums + index &* head.dimension &* count, stride: count,
      tokensFrom: 16 &* vector, count: count,
      into: operands.qkvGradient + column, width: 3 &* width)
  }
}
