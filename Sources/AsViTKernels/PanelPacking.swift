import AsViTKernelInterface

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
