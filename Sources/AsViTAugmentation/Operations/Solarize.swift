import AsViTData

extension Image8 {
  /// Values from `threshold` on inverted; 256 leaves all as they are.
  func solarized(from threshold: Int) -> Image8 {
    mapped { Int($0) < threshold ? $0 : 255 - $0 }
  }
}
