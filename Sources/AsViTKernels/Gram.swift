import AsViTKernelInterface

/// See `GramUpdate`. Blocks of 4 × 4 rows over stretches of columns that stay in the cache.
@inline(__always)
func updateGram<T: KernelScalar>(_ update: GramUpdate<T>) {
  let stretch = 2048
  var column = 0
  while column < update.columns {
    let width = min(stretch, update.columns &- column)
    var i = 0
    while i < update.rows {
      var j = 0
      while j <= i {
        updateGramBlock(update, i, j, column, width)
        j &+= 4
      }
      i &+= 4
    }
    column &+= stretch
  }
}

/// Rows i ..< i + 4 against rows j ..< j + 4; rows that do not exist stand for the last.
@inline(__always)
private func updateGramBlock<T: KernelScalar>(
  _ update: GramUpdate<T>, _ i: Int, _ j: Int, _ column: Int, _ width: Int
) {
  let last = update.rows &- 1
  var left = InlineArray<4, UnsafePointer<T>>(repeating: update.input)
  var right = left
  for r in 0..<4 {
    left[r] += min(i &+ r, last) &* update.inputStride &+ column
    right[r] += min(j &+ r, last) &* update.inputStride &+ column
  }
  let sums = innerProducts(left, right, width: width)
  for r in 0..<4 where i &+ r <= last {
    for c in 0..<4 where j &+ c <= i &+ r {
      update.gram[(i &+ r) &* update.rows &+ j &+ c] += sums[r][c]
    }
  }
}

/// The inner products of four vectors with four others, of each in eight sums.
@inline(__always)
func innerProducts<T: KernelScalar>(
  _ left: InlineArray<4, UnsafePointer<T>>, _ right: InlineArray<4, UnsafePointer<T>>, width: Int
) -> InlineArray<4, InlineArray<4, Double>> {
  var products = InlineArray<4, InlineArray<4, Double>>(repeating: InlineArray(repeating: 0))
  #if AVX512
    addProducts(left, right, from: 0, Tile<T, 4, 4>.self, width: width, to: &products)
  #else
    // Sixteen registers hold half as many sums.
    addProducts(left, right, from: 0, Tile<T, 4, 2>.self, width: width, to: &products)
    addProducts(left, right, from: 2, Tile<T, 4, 2>.self, width: width, to: &products)
  #endif
  return products
}

/// Those with C of the second four, a column of a tile each.
@inline(__always)
private func addProducts<T: KernelScalar, let C: Int>(
  _ left: InlineArray<4, UnsafePointer<T>>, _ right: InlineArray<4, UnsafePointer<T>>,
  from first: Int, _: Tile<T, 4, C>.Type, width: Int,
  to products: inout InlineArray<4, InlineArray<4, Double>>
) {
  var columns = InlineArray<C, UnsafePointer<T>>(repeating: right[0])
  for c in 0..<C { columns[c] = right[first &+ c] }
  let whole = width & ~7
  let low = sums(left, columns, from: 0, to: whole)
  let high = sums(left, columns, from: 4, to: whole)
  for r in 0..<4 {
    for c in 0..<C {
      let four = low[r][c] + high[r][c]
      let two = four.lowHalf + four.highHalf
      var sum = two[0] + two[1]
      for rest in whole..<width { sum += Double(left[r][rest]) * Double(columns[c][rest]) }
      products[r][first &+ c] = sum
    }
  }
}

/// Four of the eight sums, over `start` and its next three in each eight elements.
@inline(__always)
private func sums<T: KernelScalar, let C: Int>(
  _ left: InlineArray<4, UnsafePointer<T>>, _ right: InlineArray<C, UnsafePointer<T>>,
  from start: Int, to end: Int
) -> InlineArray<4, InlineArray<C, SIMD4<Double>>> {
  var sums = InlineArray<4, InlineArray<C, SIMD4<Double>>>(
    repeating: InlineArray(repeating: SIMD4()))
  var index = start
  while index < end {
    var b = InlineArray<C, SIMD4<Double>>(repeating: SIMD4())
    for c in 0..<C { b[c] = T.loadWide(right[c] + index) }
    for r in 0..<4 {
      let a = T.loadWide(left[r] + index)
      for c in 0..<C { sums[r][c] = sums[r][c].addingProduct(a, b[c]) }
    }
    index &+= 8
  }
  return sums
}

extension Float {
  @inline(__always)
  static func loadWide(_ source: UnsafePointer<Float>) -> SIMD4<Double> {
    SIMD4<Double>(UnsafeRawPointer(source).loadUnaligned(as: SIMD4<Float>.self))
  }
}

extension Double {
  @inline(__always)
  static func loadWide(_ source: UnsafePointer<Double>) -> SIMD4<Double> {
    UnsafeRawPointer(source).loadUnaligned(as: SIMD4<Double>.self)
  }
}
