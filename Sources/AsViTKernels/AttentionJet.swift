/// Values, first and second derivatives of attention for sixteen queries.
///
/// With logits s and weights w = exp(s + start): l = Σ w, l' = Σ w s', l'' = Σ w (s'' + s'²),
/// o = Σ w v, o' = Σ w (s' v + v'), o'' = Σ w ((s'' + s'²) v + 2 s' v' + v''); then y = o / l,
/// y' = (o' − y l') / l, y'' = (o'' − 2 y' l' − y l'') / l.
struct JetAttention<T: KernelScalar>: AttentionBlock {
  @inline(__always)
  static var orders: Int { 3 }

  @inline(__always)
  static var vectorCount: Int { 1 }

  private let head: AttentionHead<T>
  private let vector: Int
  private let sums: UnsafeMutablePointer<T>
  private let start: SIMD16<T>
  private var totals = InlineArray<3, SIMD16<T>>(repeating: SIMD16())

  @inline(__always)
  init(
    _ head: AttentionHead<T>, vector: Int, start: UnsafePointer<T>, sums: UnsafeMutablePointer<T>
  ) {
    self.head = head
    self.sums = sums
    self.vector = vector
    self.start = load(start + 16 &* vector)
    for i in 0..<3 &* head.dimension { store(SIMD16(), to: sums + 16 &* i) }
  }

  @inline(__always)
  mutating func addKeys<L: LogitRange>(_: L.Type) {
    for key in 0..<head.tokenCount {
      let (logit, slope, curvature) = logits(key)
      var weight = Tile<T, 1, 1>(repeating: [logit])
      L.exponentiate(&weight)
      let w = weight.v[0][0]
      let first = w * slope
      let second = w * curvature.addingProduct(slope, slope)
      totals[0] += w
      totals[1] += first
      totals[2] += second
      add(key, weights: (w, first, second))
    }
  }

  /// The logits of one key with their derivatives.
  @inline(__always)
  private func logits(_ key: Int) -> (SIMD16<T>, SIMD16<T>, SIMD16<T>) {
    var (logit, slope, curvature) = (start, SIMD16<T>(), SIMD16<T>())
    let next = 3 &* head.dimension &* head.stride
    var (q, k) = (head.plane(0) + 16 &* vector, head.plane(1) + key)
    for _ in 0..<head.dimension {
      let q0: SIMD16<T> = load(q)
      let q1: SIMD16<T> = load(q + next)
      let k0 = SIMD16(repeating: k[0])
      let k1 = SIMD16(repeating: k[next])
      logit.addProduct(k0, q0)
      slope.addProduct(k1, q0)
      slope.addProduct(k0, q1)
      curvature.addProduct(SIMD16(repeating: k[2 &* next]), q0)
      curvature.addProduct(k1 + k1, q1)
      curvature.addProduct(k0, load(q + 2 &* next))
      q += head.stride
      k += head.stride
    }
    return (logit, slope, curvature)
  }

  @inline(__always)
  private func add(_ key: Int, weights: (SIMD16<T>, SIMD16<T>, SIMD16<T>)) {
    let next = 3 &* head.dimension &* head.stride
    let nextSum = 16 &* head.dimension
    let twice = weights.1 + weights.1
    var (sum, v) = (sums, head.plane(2) + key)
    for _ in 0..<head.dimension {
      let v0 = SIMD16(repeating: v[0])
      let v1 = SIMD16(repeating: v[next])
      let v2 = SIMD16(repeating: v[2 &* next])
      let value = load(sum).addingProduct(weights.0, v0)
      let first = load(sum + nextSum).addingProduct(weights.1, v0).addingProduct(weights.0, v1)
      let second = load(sum + 2 &* nextSum).addingProduct(weights.2, v0)
        .addingProduct(twice, v1).addingProduct(weights.0, v2)
      store(value, to: sum)
      store(first, to: sum + nextSum)
      store(second, to: sum + 2 &* nextSum)
      sum += 16
      v += head.stride
    }
  }

  @inline(__always)
  func total(_: Int) -> SIMD16<T> { totals[0] }

  @inline(__always)
  func normalise() {
    let inverse = 1 / totals[0]
    let next = 16 &* head.dimension
    var sum = sums
    for _ in 0..<head.dimension {
      let value = load(sum) * inverse
      let first = load(sum + next).addingProduct(-value, totals[1]) * inverse
      let second = load(sum + 2 &* next).addingProduct(-(first + first), totals[1])
        .addingProduct(-value, totals[2])
      store(value, to: sum)
      store(first, to: sum + next)
      store(second * inverse, to: sum + 2 &* next)
      sum += 16
    }
  }
}
