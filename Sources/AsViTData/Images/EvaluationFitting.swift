extension Image8 {
  /// The share of the resized picture that is kept, in each direction.
  private static var keptShare: Double { 0.875 }

  /// The picture as a square of `side` pixels, as a network is tested on it.
  ///
  /// A photograph whose sides are both longer than `side` is resized until the shorter one is
  /// int(side / 0.875), with Pillow's antialiased bicubic filter, and its middle is kept: the
  /// evaluation of the ImageNet recipes (timm 0.4.12, `transforms_imagenet_eval`). Any other
  /// picture is fitted as a raster: padded where at most 4 pixels are missing.
  public func fittedForEvaluation(toSide side: Int, by fitting: Fitting) -> Image8 {
    let shorter = min(width, height)
    guard fitting == .cropping && shorter > side else {
      return fitted(toSide: side, by: .padding)
    }
    let target = Int(Double(side) / Self.keptShare)
    let resized = resized(
      width: target * width / shorter, height: target * height / shorter, filter: .bicubic)
    return resized.cropped(
      left: (resized.width - side) / 2, top: (resized.height - side) / 2, width: side, height: side)
  }
}
