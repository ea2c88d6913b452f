import AsViTKernelInterface

/// See `MatrixProduct`. Register tiles of rows × 16-lane columns; the widest that the registers
/// hold without spilling, lower ones at the edges.
@inline(__always)
func multiply<T: KernelScalar>(_ product: MatrixProduct<T>) {
  let panelCount = (product.columns &+ 15) / 16
  #if AVX512
    let pairs = panelCount & ~1
    multiply(
      product, panels: 0..<pairs, Tile<T, 12, 2>.self, Tile<T, 4, 2>.self, Tile<T, 1, 2>.self)
    multiply(
      product, panels: pairs..<panelCount, Tile<T, 16, 1>.self, Tile<T, 4, 1>.self,
      Tile<T, 1, 1>.self)
  #else
    multiply(
      product, panels: 0..<panelCount, Tile<T, 6, 1>.self, Tile<T, 4, 1>.self, Tile<T, 1, 1>.self)
  #endif
}

/// Panels of 16 columns each, in tiles of three heights.
@inline(__always)
private func multiply<T: KernelScalar, let R0: Int, let R1: Int, let R2: Int, let C: Int>(
  _ product: MatrixProduct<T>, panels: Range<Int>, _ high: Tile<T, R0, C>.Type,
  _ low: Tile<T, R1, C>.Type, _ single: Tile<T, R2, C>.Type
) {
  guard !panels.isEmpty else { return }
  let blocking = MatrixBlocking(product, tileRows: R0, tilePanels: C)
  blocking.withScratch(of: T.self) { packed, sums in
    var panel = panels.lowerBound
    while panel < panels.upperBound {
      let group = panel..<min(panel &+ blocking.panels, panels.upperBound)
      var row = 0
      while row < product.rows {
        let rows = row..<min(row &+ blocking.rows, product.rows)
        var k = 0
        repeat {
          let depth = k..<min(k &+ blocking.depth, product.depth)
          var block = MatrixBlock(product, rows: rows, panels: group, depth: depth, sums: sums)
          if let packed { block.pack(into: packed) }
          block.multiply(product, high, low, single)
          k = depth.upperBound
        } while k < product.depth
        row = rows.upperBound
      }
      panel = group.upperBound
    }
  }
}

/// How a product is cut so that the caches hold what is read again and again.
///
/// Sums of a block that does not reach the end of the depth wait in scratch space: their chains of
/// additions stay those of the whole depth.
private struct MatrixBlocking {
  /// Whether panels of B are copied together. Rows far apart share few sets of a cache, and each
  /// lies on a page of its own.
  let packs: Bool
  let depth: Int
  let panels: Int
  let rows: Int
  private let isDeep: Bool

  private static var deepRows: Int { 96 }
  private static var packedCount: Int { 8192 }

  @inline(__always)
  init<T: KernelScalar>(_ product: MatrixProduct<T>, tileRows: Int, tilePanels: Int) {
    let right = product.right
    packs =
      right.depthStride != 16 && product.rows > 2 &* tileRows
      && product.depth &* right.depthStride > 4096
    let limit = packs ? 128 : 256
    isDeep = product.depth > limit
    depth = isDeep ? limit : max(product.depth, 1)
    rows = isDeep ? Self.deepRows : product.rows
    // A shallow product is one of many outputs, which are best written along their rows.
    let count = packs || !isDeep ? (packs ? Self.packedCount : 4096) / (16 &* depth) : 1
    panels = max(1, count / tilePanels) &* tilePanels
  }

  /// Calls `body` with room for packed panels and for sums, where they are needed.
  @inline(__always)
  func withScratch<T: KernelScalar>(
    of _: T.Type,
    _ body: (_ packed: UnsafeMutablePointer<T>?, _ sums: UnsafeMutablePointer<T>?) -> Void
  ) {
    guard packs || isDeep else { return body(nil, nil) }
    let sumCount = isDeep ? 16 &* rows &* panels : 0
    let count = (packs ? 16 &* depth &* panels : 0) &+ sumCount
    withUnsafeTemporaryAllocation(
      byteCount: count &* MemoryLayout<T>.stride, alignment: 64
    ) { scratch in
      let sums = scratch.baseAddress!.assumingMemoryBound(to: T.self)
      body(packs ? sums + sumCount : nil, sums)
    }
  }
}
