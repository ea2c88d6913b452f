import AsViTData

extension Image8 {
  /// Each row moved left by `factor` pixels for each pixel that it is below the top edge.
  func shearedAlongX(by factor: Double, sampling: AffineSampling) -> Image8 {
    transformed(by: AffineMap(xy: factor), sampling: sampling)
  }

  /// Each column moved up by `factor` pixels for each pixel that it is right of the left edge.
  func shearedAlongY(by factor: Double, sampling: AffineSampling) -> Image8 {
    transformed(by: AffineMap(yx: factor), sampling: sampling)
  }
}
