import AsViTData

extension Image8 {
  /// Moved left by `share` of its width.
  func translatedAlongX(by share: Double, sampling: AffineSampling) -> Image8 {
    transformed(by: AffineMap(x0: share * Double(width)), sampling: sampling)
  }

  /// Moved up by `share` of its height.
  func translatedAlongY(by share: Double, sampling: AffineSampling) -> Image8 {
    transformed(by: AffineMap(y0: share * Double(height)), sampling: sampling)
  }
}
