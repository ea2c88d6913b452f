import AsViTKernelInterface

/// Block widths are the fastest measured: the widest whose tiles stay in 32 or 16 registers.
func attend<T: KernelScalar>(_ operands: WindowedAttention<T>) {
  #if AVX512
    switch operands.orders {
    case 1: run(PrimalAttention<T, 4>.self, PrimalAttention<T, 1>.self, operands)
    case 2: run(TangentAttention<T, 3>.self, TangentAttention<T, 1>.self, operands)
    default: run(JetAttention<T>.self, JetAttention<T>.self, operands)
    }
  #else
    switch operands.orders {
    case 1: run(PrimalAttention<T, 1>.self, PrimalAttention<T, 1>.self, operands)
    case 2: run(TangentAttention<T, 1>.self, TangentAttention<T, 1>.self, operands)
    default: run(JetAttention<T>.self, JetAttention<T>.self, operands)
    }
  #endif
}

@inline(__always)
private func run<Wide: AttentionBlock, Narrow: AttentionBlock>(
  _: Wide.Type, _: Narrow.Type, _ operands: WindowedAttention<Wide.Scalar>
) where Wide.Scalar == Narrow.Scalar {
  var forward = AttentionForward<Wide, Narrow>(operands)
  forward.run()
}

/// Attention of some vectors of queries, sixteen each, over all keys of their head.
protocol AttentionBlock {
  associatedtype Scalar: KernelScalar

  /// How many jet coefficients it computes.
  static var orders: Int { get }

  /// How many vectors of queries it takes.
  static var vectorCount: Int { get }

  /// - Parameters:
  ///   - head: holds the planes of queries, keys and values, coefficient by coefficient.
  ///   - vector: the first vector of queries.
  ///   - start: [stride], what to add to the logits of each query.
  ///   - sums: [J][d][16·`vectorCount`], for the output.
  init(
    _ head: AttentionHead<Scalar>, vector: Int, start: UnsafePointer<Scalar>,
    sums: UnsafeMutablePointer<Scalar>)

  mutating func addKeys<L: LogitRange>(_: L.Type)

  /// The sums of weights of one of its vectors of queries.
  func total(_ vector: Int) -> SIMD16<Scalar>

  /// Divides the sums by the sums of weights, with derivatives.
  func normalise()
}

/// Attention of whole heads: most queries in `Wide` blocks, the rest in `Narrow` ones.
private struct AttentionForward<Wide: AttentionBlock, Narrow: AttentionBlock>
where Wide.Scalar == Narrow.Scalar {
  typealias T = Wide.Scalar

  let operands: WindowedAttention<T>
  let start: UnsafeMutablePointer<T>
  let sums: UnsafeMutablePointer<T>
  var head: AttentionHead<T>

  init(_ operands: WindowedAttention<T>) {
    self.operands = operands
    let planeCount = 3 * Wide.orders
    head = AttentionHead(shape: operands.shape, planes: operands.scratch, planeCount: planeCount)
    start = head.plane(planeCount)
    sums = start + head.stride
  }

  @inline(__always)
  mutating func run() {
    for unit in operands.units {
      head.select(unit: unit)
      pack()
      if head.areLogitsNearZero {
        head.clear(start)
        attend(NearZeroLogits.self)
      } else {
        head.boundLogits(into: start)
        attend(ShiftedLogits.self)
      }
    }
  }

  @inline(__always)
  private func pack() {
    let width = operands.shape.innerWidth
    let scale = 1 / T(head.dimension).squareRoot()
    for j in 0..<Wide.orders {
      let rows = operands.qkv + j &* operands.qkvStride
      head.pack(rows, width: 3 * width, scaledBy: scale, into: head.plane(3 * j))
      head.pack(rows + width, width: 3 * width, scaledBy: 1, into: head.plane(3 * j + 1))
      head.pack(rows + 2 * width, width: 3 * width, scaledBy: 1, into: head.plane(3 * j + 2))
    }
  }

  @inline(__always)
  private func attend<L: LogitRange>(_ range: L.Type) {
    var vector = 0
    while vector &+ Wide.vectorCount <= head.vectorCount {
      attend(Wide.self, range, vector: vector)
      vector &+= Wide.vectorCount
    }
    while vector < head.vectorCount {
      attend(Narrow.self, range, vector: vector)
      vector &+= 1
    }
  }

  private func attend<Block: AttentionBlock, L: LogitRange>(
    _: Block.Type, _ range: L.Type, vector: Int
  ) where Block.Scalar == T {
    var block = Block(head, vector: vector, start: start, sums: sums)
    block.addKeys(range)
    var isTrusted = true
    for c in 0..<Block.vectorCount where L.canUnderflow {
      isTrusted = head.trust(block.total(c), vector: vector &+ c, start: start) && isTrusted
    }
    guard isTrusted else {
      for c in 0..<Block.vectorCount { attend(Narrow.self, range, vector: vector &+ c) }
      return
    }
    block.normalise()
    let count = 16 &* Block.vectorCount
    for j in 0..<Block.orders {
      head.unpack(
        sums + j &* head.dimension &* count, stride: count, tokensFrom: 16 &* vector, count: count,
        into: operands.output + j &* operands.outputStride, width: operands.shape.innerWidth)
    }
  }
}
