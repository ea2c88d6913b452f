/// Values and first derivatives of attention for 16·C queries.
///
/// With logits s and weights w = exp(s + start): l = Σ w, l' = Σ w s', o = Σ w v,
/// o' = Σ w (s' v + v'); then y = o / l, y' = (o' − y l') / l.
struct TangentAttention<T: KernelScalar, let C: Int>: AttentionBlock {
  @inline(__always)
  static var orders: Int { 2 }

  @inline(__always)
  static var vectorCount: Int { C }

  private let head: AttentionHead<T>
  private let vector: Int
  private let sums: UnsafeMutablePointer<T>
  private var start = InlineArray<C, SIMD16<T>>(repeating: SIMD16())
  private var totals = InlineArray<C, SIMD16<T>>(repeating: SIMD16())
  private var totalTangents = InlineArray<C, SIMD16<T>>(repeating: SIMD16())

  @inline(__always)
  init(
    _ head: AttentionHead<T>, vector: Int, start: UnsafePointer<T>, sums: UnsafeMutablePointer<T>
  ) {
    self.head = head
    self.sums = sums
    self.vector = vector
    for c in 0..<C { self.start[c] = load(start + 16 &* (vector &+ c)) }
    for i in 0..<2 &* head.dimension &* C { store(SIMD16(), to: sums + 16 &* i) }
  }

  @inline(__always)
  mutating func addKeys<L: LogitRange>(_ range: L.Type) {
    #if AVX512
      let first = addKeys(range, from: 0, tile: Tile<T, 3, C>.self)
    #else
      let first = addKeys(range, from: 0, tile: Tile<T, 2, C>.self)
    #endif
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
    let tangent = 3 &* d &* stride
    var key = first
    while key &+ R <= head.tokenCount {
      var weights = Tile<T, R, C>(repeating: start)
      var slopes = Tile<T, R, C>()
      var (q, k) = (head.plane(0) + 16 &* vector, head.plane(1) + key)
      for _ in 0..<d {
        for r in 0..<R {
          for c in 0..<C {
            let x: SIMD16<T> = load(q + 16 &* c)
            weights.v[r][c].addProduct(SIMD16(repeating: k[r]), x)
            slopes.v[r][c].addProduct(SIMD16(repeating: k[tangent &+ r]), x)
            slopes.v[r][c].addProduct(SIMD16(repeating: k[r]), load(q + tangent + 16 &* c))
          }
        }
        q += stride
        k += stride
      }
      L.exponentiate(&weights)
      for r in 0..<R {
        for c in 0..<C {
          slopes.v[r][c] *= weights.v[r][c]
          totals[c] += weights.v[r][c]
          totalTangents[c] += slopes.v[r][c]
        }
      }
      var (sum, v) = (sums, head.plane(2) + key)
      for _ in 0..<d {
        for c in 0..<C {
          var value: SIMD16<T> = load(sum + 16 &* c)
          var derivative: SIMD16<T> = load(sum + 16 &* (d &* C &+ c))
          for r in 0..<R {
            value.addProduct(weights.v[r][c], SIMD16(repeating: v[r]))
            derivative.addProduct(slopes.v[r][c], SIMD16(repeating: v[r]))
            derivative.addProduct(weights.v[r][c], SIMD16(repeating: v[tangent &+ r]))
          }
          store(value, to: sum + 16 &* c)
          store(derivative, to: sum + 16 &* (d &* C &+ c))
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
    let d = head.dimension
    for c in 0..<C {
      let inverse = 1 / totals[c]
      var sum = sums + 16 &* c
      for _ in 0..<d {
        let value = load(sum) * inverse
        store(value, to: sum)
        let derivative = load(sum + 16 &* d &* C).addingProduct(-value, totalTangents[c])
        store(derivative * inverse, to: sum + 16 &* d &* C)
        sum += 16 &* C
      }
    }
  }
}
