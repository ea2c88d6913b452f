/// What the two sweeps of the adjoint share about the queries of a head.
struct GradientRows<T: KernelScalar> {
  /// [stride], what to add to the logits of each query.
  let start: UnsafeMutablePointer<T>

  /// [stride], −D of each query, then −D / l.
  let product: UnsafeMutablePointer<T>

  /// [2][d][16·C], the sums of a block.
  let sums: UnsafeMutablePointer<T>
}

/// dq for 16·C queries.
struct QueryGradient<T: KernelScalar, let C: Int> {
  private(set) var totals = InlineArray<C, SIMD16<T>>(repeating: SIMD16())

  private let head: AttentionHead<T>
  private let vector: Int
  private let rows: GradientRows<T>
  private var start = InlineArray<C, SIMD16<T>>(repeating: SIMD16())
  private var product = InlineArray<C, SIMD16<T>>(repeating: SIMD16())

  @inline(__always)
  init(_ head: AttentionHead<T>, vector: Int, rows: GradientRows<T>) {
    self.head = head
    self.vector = vector
    self.rows = rows
    for c in 0..<C {
      start[c] = load(rows.start + 16 &* (vector &+ c))
      product[c] = load(rows.product + 16 &* (vector &+ c))
    }
    for i in 0..<head.dimension &* C { store(SIMD16(), to: rows.sums + 16 &* i) }
  }

  @inline(__always)
  mutating func addKeys<L: LogitRange>(_ range: L.Type) {
    #if AVX512
      let first = addKeys(range, from: 0, tile: Tile<T, 4, C>.self)
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
    var key = first
    while key &+ R <= head.tokenCount {
      var weights = Tile<T, R, C>(repeating: start)
      var gradients = Tile<T, R, C>(repeating: product)
      var (q, g) = (head.plane(0) + 16 &* vector, head.plane(3) + 16 &* vector)
      var (k, v) = (head.plane(1) + key, head.plane(2) + key)
      for _ in 0..<d {
        for r in 0..<R {
          for c in 0..<C {
            weights.v[r][c].addProduct(SIMD16(repeating: k[r]), load(q + 16 &* c))
            gradients.v[r][c].addProduct(SIMD16(repeating: v[r]), load(g + 16 &* c))
          }
        }
        q += stride
        k += stride
        g += stride
        v += stride
      }
      L.exponentiate(&weights)
      for r in 0..<R {
        for c in 0..<C {
          totals[c] += weights.v[r][c]
          gradients.v[r][c] *= weights.v[r][c]
        }
      }
      var sum = rows.sums
      k = head.plane(1) + key
      for _ in 0..<d {
        for c in 0..<C {
          var dq: SIMD16<T> = load(sum + 16 &* c)
          for r in 0..<R { dq.addProduct(gradients.v[r][c], SIMD16(repeating: k[r])) }
          store(dq, to: sum + 16 &* c)
        }
        sum += 16 &* C
        k += stride
      }
      key &+= R
    }
    return key
  }

  /// Divides dq, and for the second sweep g and D, by the sums of weights.
  @inline(__always)
  func normalise(scale: T) {
    for c in 0..<C {
      let inverse = 1 / totals[c]
      store(product[c] * inverse, to: rows.product + 16 &* (vector &+ c))
      var (sum, g) = (rows.sums + 16 &* c, head.plane(3) + 16 &* (vector &+ c))
      for _ in 0..<head.dimension {
        store(load(sum) * (inverse * scale), to: sum)
        store(load(g) * inverse, to: g)
        sum += 16 &* C
        g += head.stride
      }
    }
  }
}

/// dk and dv for 16·C keys, once every query has been swept.
struct KeyGradient<T: KernelScalar, let C: Int> {
  private let head: AttentionHead<T>
  private let vector: Int
  private let rows: GradientRows<T>

  @inline(__always)
  init(_ head: AttentionHead<T>, vector: Int, rows: GradientRows<T>) {
    self.head = head
    self.vector = vector
    self.rows = rows
    for i in 0..<2 &* head.dimension &* C { store(SIMD16(), to: rows.sums + 16 &* i) }
  }

  @inline(__always)
  func addQueries<L: LogitRange>(_ range: L.Type) {
    #if AVX512
      let first = addQueries(range, from: 0, tile: Tile<T, 4, C>.self)
    #else
      let first = addQueries(range, from: 0, tile: Tile<T, 2, C>.self)
    #endif
    _ = addQueries(range, from: first, tile: Tile<T, 1, C>.self)
  }

  /// Adds as many tiles of R queries as there are.
  ///
  /// - Returns: the first query left over.
  @inline(__always)
  private func addQueries<L: LogitRange, let R: Int>(
    _: L.Type, from first: Int, tile: Tile<T, R, C>.Type
  ) -> Int {
    let (d, stride) = (head.dimension, head.stride)
    var query = first
    while query &+ R <= head.tokenCount {
      var weights = Tile<T, R, C>()
      var gradients = Tile<T, R, C>()
      for r in 0..<R {
        for c in 0..<C {
          weights.v[r][c] = SIMD16(repeating: rows.start[query &+ r])
          gradients.v[r][c] = SIMD16(repeating: rows.product[query &+ r])
        }
      }
      var (k, v) = (head.plane(1) + 16 &* vector, head.plane(2) + 16 &* vector)
      var (q, g) = (head.plane(0) + query, head.plane(3) + query)
      for _ in 0..<d {
        for r in 0..<R {
          for c in 0..<C {
            weights.v[r][c].addProduct(SIMD16(repeating: q[r]), load(k + 16 &* c))
            gradients.v[r][c].addProduct(SIMD16(repeating: g[r]), load(v + 16 &* c))
          }
        }
        q += stride
        k += stride
        g += stride
        v += stride
      }
      L.exponentiate(&weights)
      for r in 0..<R {
        for c in 0..<C { gradients.v[r][c] *= weights.v[r][c] }
      }
      var sum = rows.sums
      (q, g) = (head.plane(0) + query, head.plane(3) + query)
      for _ in 0..<d {
        for c in 0..<C {
          var dk: SIMD16<T> = load(sum + 16 &* c)
          var dv: SIMD16<T> = load(sum + 16 &* (d &* C &+ c))
          for r in 0..<R {
            dk.addProduct(gradients.v[r][c], SIMD16(repeating: q[r]))
            dv.addProduct(weights.v[r][c], SIMD16(repeating: g[r]))
          }
          store(dk, to: sum + 16 &* c)
          store(dv, to: sum + 16 &* (d &* C &+ c))
        }
        sum += 16 &* C
        q += stride
        g += stride
      }
      query &+= R
    }
    return query
  }
}
