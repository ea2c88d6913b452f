import AsViTData
import AsViTNumerics

/// A colour picture of noise.
func noisePicture(width: Int, height: Int, seed: UInt64 = 0) -> Image8 {
  var rng = SplitMix64(seed: Seed(seed))
  return Image8(
    width: width, height: height,
    pixels: (0..<3 * width * height).map { _ in UInt8(rng.index(below: 256)) })
}

extension Normalisation {
  /// Leaves values between 0 and 1 as they are.
  static let unit = Normalisation(mean: .zero, standardDeviation: .one)
}
