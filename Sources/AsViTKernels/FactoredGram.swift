import AsViTKernelInterface

/// See `FactoredGramUpdate`. Blocks of 4 × 4 rows; for each row of Δᵢ and Xᵢ the products with those
/// of another matrix are added in order, so that sums do not depend on the blocks.
@inline(__always)
func updateFactoredGram<T: KernelScalar>(_ update: FactoredGramUpdate<T>) {
  for other in 0...update.index {
    var first = 0
    while first < update.rows {
      var sums = InlineArray<4, Double>(repeating: 0)
      var second = 0
      while second < update.rows {
        addProducts(update, other, first, second, to: &sums)
        second &+= 4
      }
      for r in 0..<min(4, update.rows &- first) { update.gram[other] += sums[r] }
      first &+= 4
    }
  }
}

/// Rows first ..< first + 4 of matrix i against second ..< second + 4 of another; rows that do not
/// exist stand for the last.
@inline(__always)
private func addProducts<T: KernelScalar>(
  _ update: FactoredGramUpdate<T>, _ other: Int, _ first: Int, _ second: Int,
  to sums: inout InlineArray<4, Double>
) {
  let left = update.factors + update.index &* update.stride
  let right = update.factors + other &* update.stride
  let (m, n) = update.columns
  let last = update.rows &- 1
  var rows = InlineArray<4, UnsafePointer<T>>(repeating: left)
  var columns = InlineArray<4, UnsafePointer<T>>(repeating: right)
  for r in 0..<4 {
    rows[r] += min(first &+ r, last) &* m
    columns[r] += min(second &+ r, last) &* m
  }
  let gradients = innerProducts(rows, columns, width: m)
  for r in 0..<4 {
    rows[r] = left + (update.rows &* m &+ min(first &+ r, last) &* n)
    columns[r] = right + (update.rows &* m &+ min(second &+ r, last) &* n)
  }
  let inputs = innerProducts(rows, columns, width: n)
  for c in 0..<min(4, update.rows &- second) {
    for r in 0..<4 { sums[r] += gradients[r][c] * inputs[r][c] }
  }
}
