import AsViTData
import Glibc

extension Image8 {
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
