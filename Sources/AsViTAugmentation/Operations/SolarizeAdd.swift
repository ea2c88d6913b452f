import AsViTData

extension Image8 {
  /// Values below 128 made brighter by `summand`, up to 255.
  func brightenedShadows(by summand: Int) -> Image8 {
    mapped { $0 < 128 ? UInt8(clamping: Int($0) + summand) : $0 }
  }
}
