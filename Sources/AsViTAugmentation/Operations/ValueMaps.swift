import AsViTData

/// Operations that make each value of a picture another, wherever it is.
extension Image8 {
  /// The picture moved away from black, or towards it for factors below 1.
  func brightened(by factor: Float) -> Image8 {
    mapped { blended(from: 0, to: $0, factor: factor) }
  }

  /// The negative.
  func inverted() -> Image8 { mapped { 255 - $0 } }

  /// The upper `bitCount` bits of each value; black when there are none.
  func posterized(bitCount: Int) -> Image8 {
    precondition((0...8).contains(bitCount), "\(bitCount) bits of a byte")
    let mask = UInt8(truncatingIfNeeded: 0xFF00 >> bitCount)
    return mapped { $0 & mask }
  }

  /// Values from `threshold` on inverted; 256 leaves all as they are.
  func solarized(from threshold: Int) -> Image8 {
    mapped { Int($0) < threshold ? $0 : 255 - $0 }
  }

  /// Values below 128 made brighter by `summand`, up to 255.
  func brightenedShadows(by summand: Int) -> Image8 {
    mapped { $0 < 128 ? UInt8(clamping: Int($0) + summand) : $0 }
  }
}
