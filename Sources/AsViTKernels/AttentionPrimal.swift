/// Values of attention for 16·C queries.
struct PrimalAttention<T: KernelScalar, let C: Int>: AttentionBlock {
  @inline(__always)
  static var orders: Int { 1 }

  @inline(__always)
  static var vectorCount: Int { C }

  private let head: AttentionHead<T>
  private let queries: UnsafePointer<T>
  private let sums: UnsafeMutablePointer<T>
  private var start = InlineArray<C, SIMD16<T>>(repeating: SIMD16())
  private var totals = InlineArray<C, SIMD16<T>>(repeating: SIMD16())

  @inline(__always)
  init(
    _ head: AttentionHead<T>, vector: Int, start: UnsafePointer<T>, sums: UnsafeMutablePointer<T>
  ) {
    self.head = head
    self.sums = sums
    queries = UnsafePointer(head.plane(0) + 16 &* vector)
    for c in 0..<C { self.start[c] = load(start + 16 &* (vector &+ c)) }
    for i in 0..<head.dimension &* C { store(SIMD16(), to: sums + 16 &* i) }
  }

  @inline(__always)
  mutating func addKeys<L: LogitRange>(_ range: L.Type) {
    let first = addKeys(range, from: 0, tile: Tile<T, 4, C>.self)
    _ = addKeys(range, from: first, tile: Tile<T, 1, C>.self)
  }

  /// Adds as many tiles of R keys as there are.
  ///
  /// - Returns: the first key left over.
  @inline(__always)
  private mutating func addKeys<L: LogitRange, let R: Int>(
    _: L.Type, from first: Int, tile: Tile<T, R, C>.Type
  ) -> Int {
    let (d, stride) = (head.dimension, head.stride)
    var key = first
    while key &+ R <= head.tokenCount {
      var weights = Tile<T, R, C>(repeating: start)
      var (q, k) = (queries, head.plane(1) + key)
      for _ in 0..<d {
        for r in 0..<R {
          for c in 0..<C {
            weights.v[r][c].addProduct(SIMD16(repeating: k[r]), load(q + 16 &* c))
          }
        }
        q += stride
        k += stride
      }
      L.exponentiate(&weights)
      for r in 0..<R {
        for c in 0..<C { totals[c] += weights.v[r][c] }
      }
      var (sum, v) = (sums, head.plane(2) + key)
      for _ in 0..<d {
        for c in 0..<C {
          var s: SIMD16<T> = load(sum + 16 &* c)
          for r in 0..<R { s.addProduct(weights.v[r][c], SIMD16(repeating: v[r])) }
          store(s, to: sum + 16 &* c)
        }
        sum += 16 &* C
        v += stride
      }
      key &+= R
    }
    return key
  }

  @inline(__always)
  func total(_ vector: Int) -> SIMD16<T> { totals[vector] }

  @inline(__always)
  func normalise() {
    for c in 0..<C {
      let inverse = 1 / totals[c]
      var sum = sums + 16 &* c
      for _ in 0..<head.dimension {
        store(load(sum) * inverse, to: sum)
        sum += 16 &* C
      }
    }
  }
}
