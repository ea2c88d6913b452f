import AsViTKernelInterface
import CProcessor

/// Some rows of A times some panels of B over a part of the depth.
struct MatrixBlock<T: KernelScalar> {
  private let rows: Range<Int>
  private let panels: Range<Int>
  private let depth: Int
  private let left: UnsafePointer<T>
  private var right: UnsafePointer<T>
  private var depthStride: Int
  private var panelStride: Int
  private let isFirst: Bool
  private let isLast: Bool
  /// `[panels][rows][16]`: the sums over the depth up to here; nil where there are no other blocks.
  private let sums: UnsafeMutablePointer<T>?

  @inline(__always)
  init(
    _ product: MatrixProduct<T>, rows: Range<Int>, panels: Range<Int>, depth: Range<Int>,
    sums: UnsafeMutablePointer<T>?
  ) {
    self.rows = rows
    self.panels = panels
    self.depth = depth.count
    self.sums = sums
    left =
      product.left.base
      + (rows.lowerBound &* product.left.rowStride &+ depth.lowerBound &* product.left.depthStride)
    right =
      product.right.base
      + (panels.lowerBound &* product.right.panelStride
        &+ depth.lowerBound &* product.right.depthStride)
    depthStride = product.right.depthStride
    panelStride = product.right.panelStride
    isFirst = depth.lowerBound == 0
    isLast = depth.upperBound == product.depth
  }

  /// Copies the panels to where they lie one after the other.
  @inline(__always)
  mutating func pack(into packed: UnsafeMutablePointer<T>) {
    var source = right
    for k in 0..<depth {
      var target = packed + 16 &* k
      for panel in 0..<panels.count {
        prefetch(source + (8 &* depthStride &+ 16 &* panel))
        store(load(source + 16 &* panel), to: target)
        target += 16 &* depth
      }
      source += depthStride
    }
    right = UnsafePointer(packed)
    depthStride = 16
    panelStride = 16 &* depth
  }

  /// Multiplies in tiles of three heights.
  ///
  /// Not inlined: it is called for every block, and compiled for every tile.
  @inline(never)
  func multiply<let R0: Int, let R1: Int, let R2: Int, let C: Int>(
    _ product: MatrixProduct<T>, _: Tile<T, R0, C>.Type, _: Tile<T, R1, C>.Type,
    _: Tile<T, R2, C>.Type
  ) {
    var row = 0
    // Two low tiles at the end are faster than a high one and single rows.
    while row &+ R0 <= rows.count, rows.count &- row != 2 &* R1 {
      multiplyRows(product, from: row, Tile<T, R0, C>.self)
      row &+= R0
    }
    while row &+ R1 <= rows.count {
      multiplyRows(product, from: row, Tile<T, R1, C>.self)
      row &+= R1
    }
    while row &+ R2 <= rows.count {
      multiplyRows(product, from: row, Tile<T, R2, C>.self)
      row &+= R2
    }
  }

  @inline(__always)
  private func multiplyRows<let R: Int, let C: Int>(
    _ product: MatrixProduct<T>, from row: Int, _: Tile<T, R, C>.Type
  ) {
    var panel = 0
    while panel < panels.count {
      multiplyTile(product, row, panel, Tile<T, R, C>.self)
      panel &+= C
    }
  }

  @inline(__always)
  private func multiplyTile<let R: Int, let C: Int>(
    _ product: MatrixProduct<T>, _ row: Int, _ panel: Int, _: Tile<T, R, C>.Type
  ) {
    var tile = Tile<T, R, C>()
    let firstColumn = 16 &* (panels.lowerBound &+ panel)
    let outputs =
      product.output + ((rows.lowerBound &+ row) &* product.outputStride &+ firstColumn)
    let sums = sums.map { $0 + 16 &* (panel &* rows.count &+ row &* C) }
    if isLast, product.accumulates {
      for r in 0..<R {
        for c in 0..<C {
          prefetch_for_writing(outputs + (r &* product.outputStride &+ 16 &* c))
        }
      }
    }
    if !isFirst, let sums {
      for r in 0..<R {
        for c in 0..<C { tile.v[r][c] = load(sums + 16 &* (r &* C &+ c)) }
      }
    }
    let rowStride = product.left.rowStride
    var left = left + row &* rowStride
    var right = right + panel &* panelStride
    for _ in 0..<depth {
      var b = InlineArray<C, SIMD16<T>>(repeating: SIMD16())
      for c in 0..<C { b[c] = load(right + c &* panelStride) }
      for r in 0..<R {
        let a = SIMD16<T>(repeating: left[r &* rowStride])
        for c in 0..<C { tile.v[r][c] = tile.v[r][c].addingProduct(a, b[c]) }
      }
      left += product.left.depthStride
      right += depthStride
    }
    if !isLast, let sums {
      for r in 0..<R {
        for c in 0..<C { store(tile.v[r][c], to: sums + 16 &* (r &* C &+ c)) }
      }
      return
    }
    for c in 0..<C {
      let lanes = product.columns &- firstColumn &- 16 &* c
      var bias = SIMD16<T>()
      if let source = product.bias { bias = load(source + (firstColumn &+ 16 &* c)) }
      for r in 0..<R {
        let output = outputs + (r &* product.outputStride &+ 16 &* c)
        var value = tile.v[r][c] + bias
        if product.accumulates { value += load(output) }
        if lanes >= 16 { store(value, to: output) } else { store(value, to: output, lanes: lanes) }
      }
    }
  }
}
