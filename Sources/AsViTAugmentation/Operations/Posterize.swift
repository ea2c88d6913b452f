import AsViTData

extension Image8 {
  /// The upper `bitCount` bits of each value; black when there are none.
  func posterized(bitCount: Int) -> Image8 {
    precondition((0...8).contains(bitCount), "\(bitCount) bits of a byte")
    let mask = UInt8(truncatingIfNeeded: 0xFF00 >> bitCount)
    return mapped { $0 & mask }
  }
}
