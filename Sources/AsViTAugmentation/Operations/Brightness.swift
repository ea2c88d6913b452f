import AsViTData

extension Image8 {
  /// The picture moved away from black, or towards it for factors below 1.
  func brightened(by factor: Float) -> Image8 {
    mapped { blended(from: 0, to: $0, factor: factor) }
  }
}
