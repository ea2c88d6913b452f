public import AsViTNumerics

/// A permutation of `0..<count`: a Fisher–Yates shuffle.
public func shuffledIndices(_ count: Int, seed: Seed) -> [Int] {
  var generator = SplitMix64(seed: seed)
  var order = Array(0..<count)
  // Written out, since the standard library may change its own shuffle between versions.
  for last in stride(from: count - 1, to: 0, by: -1) {
    // The high half of the product maps 64 random bits to 0...last; its bias is below 2⁻³².
    let chosen = generator.next().multipliedFullWidth(by: UInt64(last + 1)).high
    order.swapAt(last, Int(chosen))
  }
  return order
}
