import AsViTKernelInterface

/// See `RowSum`.
@inline(__always)
func sumRows<T: KernelScalar>(_ sum: RowSum<T>) {
  forEachVector(sum.columns) { column, lanes in
    var total = SIMD16<T>()
    for row in 0..<sum.rows {
      total += load(sum.input + (row &* sum.columns &+ column), lanes: lanes)
    }
    var value = total * SIMD16(repeating: sum.scale)
    if sum.accumulates { value += load(sum.output + column, lanes: lanes) }
    store(value, to: sum.output + column, lanes: lanes)
  }
}

/// See `LinearCombination`.
@inline(__always)
func combine<T: KernelScalar>(_ combination: LinearCombination<T>) {
  let a = SIMD16(repeating: combination.a)
  let b = SIMD16(repeating: combination.b)
  forEachVector(combination.count) { index, lanes in
    let x = load(combination.x + index, lanes: lanes)
    let y = load(combination.y + index, lanes: lanes)
    store((a * x).addingProduct(b, y), to: combination.output + index, lanes: lanes)
  }
}
