/// How a tile of shifted logits becomes weights.
protocol LogitRange {
  /// Whether all weights of a query may be too small to be exact.
  static var canUnderflow: Bool { get }

  /// Replaces every logit by its exponential.
  static func exponentiate<T: KernelScalar, let R: Int, let C: Int>(_ tile: inout Tile<T, R, C>)
}

/// Logits bound by `exponentialRadius`: no shift, no range reduction, no clamp.
///
/// Freshly initialised networks are almost always here.
enum NearZeroLogits: LogitRange {
  @inline(__always)
  static var canUnderflow: Bool { false }

  @inline(__always)
  static func exponentiate<T: KernelScalar, let R: Int, let C: Int>(_ tile: inout Tile<T, R, C>) {
    for r in 0..<R {
      for c in 0..<C { tile.v[r][c] = T.exponentialNearZero(tile.v[r][c]) }
    }
  }
}

/// Logits of any size, shifted below zero.
enum ShiftedLogits: LogitRange {
  @inline(__always)
  static var canUnderflow: Bool { true }

  @inline(__always)
  static func exponentiate<T: KernelScalar, let R: Int, let C: Int>(_ tile: inout Tile<T, R, C>) {
    // One loop with both would be too large to be unrolled, and the tile would leave the registers.
    for r in 0..<R {
      for c in 0..<C {
        tile.v[r][c] = maximum(tile.v[r][c], SIMD16(repeating: T.leastExponent))
      }
    }
    for r in 0..<R {
      for c in 0..<C { tile.v[r][c] = T.exponential(tile.v[r][c]) }
    }
  }
}

/// Bounds on the logits of a head whose planes 0 and 1 are its scaled queries and its keys.
///
/// By Cauchy and Schwarz no logit of query q exceeds |q| times the longest key, in absolute value:
/// a shift that is known before any logit is, so that one sweep over the keys does for softmax.
extension AttentionHead {
  /// Whether no logit leaves the interval in which `exponentialNearZero` is exact.
  @inline(__always)
  var areLogitsNearZero: Bool {
    greatestSquaredNorm(plane(0)) * greatestSquaredNorm(plane(1))
      <= T.exponentialRadius * T.exponentialRadius
  }

  /// Fills [stride] with zeros: no shift.
  @inline(__always)
  func clear(_ start: UnsafeMutablePointer<T>) {
    for vector in 0..<vectorCount { store(SIMD16(), to: start + 16 &* vector) }
  }

  /// Fills [stride] with minus a bound on the logits of each query, or with NaN where the bound is so
  /// large that rounding could put shifted logits outside of the exponential's range, or all of them
  /// too far below it for `trust` ever to be satisfied.
  @inline(__always)
  func boundLogits(into start: UnsafeMutablePointer<T>) {
    let longestKey = SIMD16(repeating: greatestSquaredNorm(plane(1)))
    // The sum of a shift and d products, none beyond the bound, is off by (d + 1)·ulp·bound at most.
    let limit = 30 / (T(dimension + 1) * T.ulpOfOne)
    for vector in 0..<vectorCount {
      let bound = T.squareRootBound(squaredNorms(plane(0) + 16 &* vector) * longestKey)
      let shift = T.select(
        -bound, SIMD16(repeating: .nan), whereNegative: SIMD16(repeating: limit) - bound)
      store(shift, to: start + 16 &* vector)
    }
  }

  /// Whether sixteen sums of weights are large enough to be exact.
  ///
  /// They are not when the bound on a query's logits is so far above them that clamped weights
  /// (2^−126 in Float) are felt. Then `start`, [stride], becomes minus the greatest logit of each
  /// of the sixteen queries, NaN where it was NaN, and the sums must be computed again.
  @inline(__always)
  func trust(_ totals: SIMD16<T>, vector: Int, start: UnsafeMutablePointer<T>) -> Bool {
    if laneMinimum(totals) < T(tokenCount) * T.leastNormalMagnitude / T.ulpOfOne {
      let shift = start + 16 &* vector
      store(load(shift) * 0 - greatestLogits(vector: vector), to: shift)
      return false
    }
    return true
  }

  private func greatestLogits(vector: Int) -> SIMD16<T> {
    var greatest = SIMD16<T>(repeating: -.infinity)
    for key in 0..<tokenCount {
      var logit = SIMD16<T>()
      var (q, k) = (plane(0) + 16 &* vector, plane(1) + key)
      for _ in 0..<dimension {
        logit.addProduct(SIMD16(repeating: k.pointee), load(q))
        q += stride
        k += stride
      }
      greatest = maximum(greatest, logit)
    }
    return greatest
  }

  /// The squared Euclidean norms of sixteen columns of a plane.
  @inline(__always)
  private func squaredNorms(_ plane: UnsafePointer<T>) -> SIMD16<T> {
    var sum = SIMD16<T>()
    var row = plane
    for _ in 0..<dimension {
      let x: SIMD16<T> = load(row)
      sum.addProduct(x, x)
      row += stride
    }
    return sum
  }

  @inline(__always)
  private func greatestSquaredNorm(_ plane: UnsafePointer<T>) -> T {
    var greatest = SIMD16<T>()
    for vector in 0..<vectorCount {
      greatest = maximum(greatest, squaredNorms(plane + 16 &* vector))
    }
    return laneMaximum(greatest)
  }
}
