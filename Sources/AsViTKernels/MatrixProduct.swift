import AsViTKernelInterface

/// See `MatrixProduct`. Register tiles of rows × 16-lane columns; the widest that the registers
/// hold without spilling, narrower ones at the edges.
@inline(__always)
func multiply<T: KernelScalar>(_ product: MatrixProduct<T>) {
  let panelCount = (product.columns &+ 15) / 16
  var panel = 0
  #if AVX512
    while panel &+ 2 <= panelCount {
      rowTiles(product, panel, Tile<T, 12, 2>.self, Tile<T, 4, 2>.self, Tile<T, 1, 2>.self)
      panel &+= 2
    }
    if panel < panelCount {
      rowTiles(product, panel, Tile<T, 16, 1>.self, Tile<T, 4, 1>.self, Tile<T, 1, 1>.self)
    }
  #else
    while panel < panelCount {
      rowTiles(product, panel, Tile<T, 6, 1>.self, Tile<T, 3, 1>.self, Tile<T, 1, 1>.self)
      panel &+= 1
    }
  #endif
}

/// All rows of the columns from `panel` on, in tiles of three heights.
@inline(__always)
private func rowTiles<T: KernelScalar, let R0: Int, let R1: Int, let R2: Int, let C: Int>(
  _ product: MatrixProduct<T>, _ panel: Int, _: Tile<T, R0, C>.Type, _: Tile<T, R1, C>.Type,
  _: Tile<T, R2, C>.Type
) {
  var row = 0
  while row &+ R0 <= product.rows {
    multiplyTile(product, row, panel, Tile<T, R0, C>.self)
    row &+= R0
  }
  while row &+ R1 <= product.rows {
    multiplyTile(product, row, panel, Tile<T, R1, C>.self)
    row &+= R1
  }
  while row &+ R2 <= product.rows {
    multiplyTile(product, row, panel, Tile<T, R2, C>.self)
    row &+= R2
  }
}

@inline(__always)
private func multiplyTile<T: KernelScalar, let R: Int, let C: Int>(
  _ product: MatrixProduct<T>, _ row: Int, _ panel: Int, _: Tile<T, R, C>.Type
) {
  var tile = Tile<T, R, C>()
  var left = product.left.base + row &* product.left.rowStride
  var right = product.right.base + panel &* product.right.panelStride
  let rowStride = product.left.rowStride
  let panelStride = product.right.panelStride
  for _ in 0..<product.depth {
    var b = InlineArray<C, SIMD16<T>>(repeating: SIMD16())
    for c in 0..<C { b[c] = load(right + c &* panelStride) }
    for r in 0..<R {
      let a = SIMD16<T>(repeating: left[r &* rowStride])
      for c in 0..<C { tile.v[r][c] = tile.v[r][c].addingProduct(a, b[c]) }
    }
    left += product.left.depthStride
    right += product.right.depthStride
  }

  let firstColumn = panel &* 16
  for c in 0..<C {
    let column = firstColumn &+ c &* 16
    let lanes = product.columns &- column
    var bias = SIMD16<T>()
    if let source = product.bias, !product.accumulates { bias = load(source + column) }
    for r in 0..<R {
      let output = product.output + ((row &+ r) &* product.outputStride &+ column)
      var value = tile.v[r][c] + bias
      if product.accumulates { value = load(output) + tile.v[r][c] }
      if lanes >= 16 { store(value, to: output) } else { store(value, to: output, lanes: lanes) }
    }
  }
}

/// See `PanelPacking`.
@inline(__always)
func packPanels<T: KernelScalar>(_ packing: PanelPacking<T>) {
  let depth = packing.depth
  var column = 0
  while column < packing.columns {
    let panel = packing.panels + column &* depth
    let lanes = min(16, packing.columns &- column)
    for lane in 0..<lanes {
      let source = packing.source + (column &+ lane) &* depth
      for k in 0..<depth { panel[k &* 16 &+ lane] = source[k] }
    }
    for lane in lanes..<16 {
      for k in 0..<depth { panel[k &* 16 &+ lane] = 0 }
    }
    column &+= 16
  }
}
