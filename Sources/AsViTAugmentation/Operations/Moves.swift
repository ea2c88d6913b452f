import AsViTData
import Glibc

/// Operations that move the pixels of a picture.
extension Image8 {
  /// Each row moved left by `factor` pixels for each pixel that it is below the top edge.
  func shearedAlongX(by factor: Double, sampling: AffineSampling) -> Image8 {
    transformed(by: AffineMap(xy: factor), sampling: sampling)
  }

  /// Each column moved up by `factor` pixels for each pixel that it is right of the left edge.
  func shearedAlongY(by factor: Double, sampling: AffineSampling) -> Image8 {
    transformed(by: AffineMap(yx: factor), sampling: sampling)
  }

  /// The picture moved left by `share` of its width.
  func translatedAlongX(by share: Double, sampling: AffineSampling) -> Image8 {
    transformed(by: AffineMap(x0: share * Double(width)), sampling: sampling)
  }

  /// The picture moved up by `share` of its height.
  func translatedAlongY(by share: Double, sampling: AffineSampling) -> Image8 {
    transformed(by: AffineMap(y0: share * Double(height)), sampling: sampling)
  }

  /// The picture turned counter-clockwise by `degrees` about its middle.
  ///
  /// `Image.rotate` of Pillow: sine and cosine are rounded to 15 decimal places.
  func rotated(degrees: Double, sampling: AffineSampling) -> Image8 {
    let turn = degrees.truncatingRemainder(dividingBy: 360)
    let radians = -((turn < 0 ? turn + 360 : turn) * (.pi / 180))
    let (cosine, sine) = (rounded(cos(radians)), rounded(sin(radians)))
    let (x, y) = (Double(width) / 2, Double(height) / 2)
    let map = AffineMap(
      xx: cosine, xy: sine, x0: cosine * -x + sine * -y + x,
      yx: -sine, yy: cosine, y0: -sine * -x + cosine * -y + y)
    return transformed(by: map, sampling: sampling)
  }

  private func rounded(_ value: Double) -> Double { (value * 1e15).rounded() / 1e15 }
}
