import AsViTKernelInterface

/// See `PanelPacking`. Whole panels are transposed in blocks of four by four.
@inline(__always)
func packPanels<T: KernelScalar>(_ packing: PanelPacking<T>) {
  let depth = packing.depth
  let blocked = depth & ~3
  var column = 0
  while column < packing.columns {
    let panel = packing.panels + column &* depth
    let source = packing.source + column &* depth
    let lanes = min(16, packing.columns &- column)
    if lanes == 16 {
      packBlocks(source, depth: depth, into: panel)
      packColumns(source, depth: depth, from: blocked, lanes: 0..<16, into: panel)
    } else {
      packColumns(source, depth: depth, from: 0, lanes: 0..<lanes, into: panel)
      for k in 0..<depth {
        for lane in lanes..<16 { panel[16 &* k &+ lane] = 0 }
      }
    }
    column &+= 16
  }
}

/// Sixteen columns as far as fours of their depth go.
@inline(__always)
private func packBlocks<T: KernelScalar>(
  _ source: UnsafePointer<T>, depth: Int, into panel: UnsafeMutablePointer<T>
) {
  let offsets: InlineArray<4, Int> = [0, depth, 2 &* depth, 3 &* depth]
  var k = 0
  while k &+ 4 <= depth {
    for lane in Swift.stride(from: 0, to: 16, by: 4) {
      let block = Block4x4(source + (lane &* depth &+ k), offsets: offsets).transposed()
      for i in 0..<4 { block.store(i, scaledBy: 1, to: panel + (16 &* (k &+ i) &+ lane)) }
    }
    k &+= 4
  }
}

/// Some columns, scalar by scalar, from a depth on.
@inline(__always)
private func packColumns<T: KernelScalar>(
  _ source: UnsafePointer<T>, depth: Int, from first: Int, lanes: Range<Int>,
  into panel: UnsafeMutablePointer<T>
) {
  for lane in lanes {
    let column = source + lane &* depth
    for k in first..<depth { panel[16 &* k &+ lane] = column[k] }
  }
}
