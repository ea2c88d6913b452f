/// Calls `body(index, lanes)` for every sixteen elements of `0 ..< count`, with sixteen lanes, and
/// once more with the lanes that are left.
@inline(__always)
func forEachVector(_ count: Int, _ body: (_ index: Int, _ lanes: Int) -> Void) {
  var index = 0
  while index &+ 16 <= count {
    body(index, 16)
    index &+= 16
  }
  if index < count { body(index, count &- index) }
}

/// The first `lanes` scalars, the other lanes holding `filler`. Reads sixteen: operands have slack.
@inline(__always)
func load<T: KernelScalar>(
  _ source: UnsafePointer<T>, lanes: Int, filler: T = 0
) -> SIMD16<T> {
  let vector: SIMD16<T> = load(source)
  if lanes == 16 { return vector }
  let numbers = SIMD16<T>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
  let beyond = SIMD16(repeating: T(lanes) - 0.5) - numbers
  return T.select(vector, SIMD16(repeating: filler), whereNegative: beyond)
}

/// Stores the first `lanes` lanes.
@inline(__always)
func store<T: KernelScalar>(
  _ vector: SIMD16<T>, to target: UnsafeMutablePointer<T>, lanes: Int
) {
  if lanes == 16 { store(vector, to: target) } else { store(vector, to: target, count: lanes) }
}
