import AsViTData
import AsViTNumerics
import Glibc

/// A rectangle of a picture: its first pixel and its sides.
struct CropBox: Hashable {
  let left: Int
  let top: Int
  let width: Int
  let height: Int
}

/// The crop of the ImageNet recipes: a rectangle of a random share of the area and a random shape,
/// which is then resized to a square.
///
/// Szegedy et al., CVPR 2015 (arXiv:1409.4842), §6; `RandomResizedCropAndInterpolation` of timm
/// 0.4.12.
enum RandomResizedCrop {
  /// The share of the area, uniform.
  private static let scale = 0.08...1.0
  /// Width over height, log-uniform.
  private static let ratio = 3.0 / 4...4.0 / 3
  private static let attemptCount = 10

  /// A rectangle of a picture of `width` × `height` pixels.
  ///
  /// When no attempt fits, the largest one in the middle whose shape is allowed.
  static func box(width: Int, height: Int, using rng: inout some RandomNumberGenerator) -> CropBox {
    let area = Double(width * height)
    for _ in 0..<attemptCount {
      let target = rng.uniform(in: scale) * area
      let shape = exp(rng.uniform(in: log(ratio.lowerBound)...log(ratio.upperBound)))
      let cropWidth = Int((target * shape).squareRoot().rounded(.toNearestOrEven))
      let cropHeight = Int((target / shape).squareRoot().rounded(.toNearestOrEven))
      guard (1...width).contains(cropWidth) && (1...height).contains(cropHeight) else { continue }
      return CropBox(
        left: rng.index(below: width - cropWidth + 1),
        top: rng.index(below: height - cropHeight + 1), width: cropWidth, height: cropHeight)
    }
    let narrowest = Int((Double(height) * ratio.upperBound).rounded(.toNearestOrEven))
    let lowest = Int((Double(width) / ratio.lowerBound).rounded(.toNearestOrEven))
    let (cropWidth, cropHeight) = (min(width, narrowest), min(height, lowest))
    return CropBox(
      left: (width - cropWidth) / 2, top: (height - cropHeight) / 2, width: cropWidth,
      height: cropHeight)
  }
}

extension Image8 {
  /// A random part of the picture as a square of `side` pixels, resized by Pillow's antialiased
  /// bicubic filter.
  func randomlyResizedCrop(side: Int, using rng: inout some RandomNumberGenerator) -> Image8 {
    let box = RandomResizedCrop.box(width: width, height: height, using: &rng)
    return cropped(left: box.left, top: box.top, width: box.width, height: box.height)
      .resized(width: side, height: side, filter: .bicubic)
  }
}
