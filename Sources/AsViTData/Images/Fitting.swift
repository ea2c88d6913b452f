/// How a picture becomes a square of the side that a network wants.
public enum Fitting: Hashable, Sendable {
  /// Photographs: the largest centred square, resized. The shorter side fits, the ends of the
  /// longer one are cut off. Cropping comes first, so that a panorama costs no more than its square.
  case cropping
  /// Small rasters such as MNIST or CIFAR: when both sides are at most 4 pixels short, black
  /// pixels around the unchanged picture; otherwise as `cropping`.
  case padding

  /// The widest gap, over a whole side, that is filled with black: 28 becomes 32.
  static let largestPadding = 4
}

extension Image8 {
  /// The picture as a square of `side` pixels, with Pillow's antialiased bicubic filter where its
  /// size changes.
  ///
  /// An odd remainder of the crop is cut from the right and the bottom.
  public func fitted(toSide side: Int, by fitting: Fitting) -> Image8 {
    let padded = side - Fitting.largestPadding...side
    if fitting == .padding && padded.contains(width) && padded.contains(height) {
      return self.padded(toSide: side)
    }
    let square = min(width, height)
    return cropped(
      left: (width - square) / 2, top: (height - square) / 2, width: square, height: square
    ).resized(width: side, height: side, filter: .bicubic)
  }
}
