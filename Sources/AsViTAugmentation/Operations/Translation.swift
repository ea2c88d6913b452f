import AsViTData

extension Image8 {
  /// The picture moved left by `share` of its width.
  func translatedAlongX(by share: Double, sampling: AffineSampling) -> Image8 {
    transformed(by: AffineMap(x0: share * Double(width)), sampling: sampling)
  }

  /// The picture moved up by `share` of its height.
  func translatedAlongY(by share: Double, sampling: AffineSampling) -> Image8 {
    transformed(by: AffineMap(y0: share * Double(height)), sampling: sampling)
  }
}
