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
  var sums = InlineArray<4, InlineArray<4, SIMD8<Double>>>(
    repeating: InlineArray(repeating: SIMD8()))
  var left = InlineArray<4, UnsafePointer<T>>(repeating: update.input)
  var right = left
  for r in 0..<4 {
    left[r] += min(i &+ r, last) &* update.inputStride &+ column
    right[r] += min(j &+ r, last) &* update.inputStride &+ column
  }
  var index = 0
  while index &+ 8 <= width {
    var b = InlineArray<4, SIMD8<Double>>(repeating: SIMD8())
    for c in 0..<4 { b[c] = T.loadWide(right[c] + index) }
    for r in 0..<4 {
      let a = T.loadWide(left[r] + index)
      for c in 0..<4 { sums[r][c] = sums[r][c].addingProduct(a, b[c]) }
    }
    index &+= 8
  }
  for r in 0..<4 where i &+ r <= last {
    for c in 0..<4 where j &+ c <= i &+ r {
      let four = sums[r][c].lowHalf + sums[r][c].highHalf
      let two = four.lowHalf + four.highHalf
      var sum = two[0] + two[1]
      for rest in index..<width { sum += Double(left[r][rest]) * Double(right[c][rest]) }
      update.gram[(i &+ r) &* update.rows &+ j &+ c] += sum
    }
  }
}

extension Float {
  @inline(__always)
  static func loadWide(_ source: UnsafePointer<Float>) -> SIMD8<Double> {
    SIMD8<Double>(UnsafeRawPointer(source).loadUnaligned(as: SIMD8<Float>.self))
  }
}

extension Double {
  @inline(__always)
  static func loadWide(_ source: UnsafePointer<Double>) -> SIMD8<Double> {
    UnsafeRawPointer(source).loadUnaligned(as: SIMD8<Double>.self)
  }
}
