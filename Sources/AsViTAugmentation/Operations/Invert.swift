import AsViTData

extension Image8 {
  /// The negative.
  func inverted() -> Image8 { mapped { 255 - $0 } }
}
