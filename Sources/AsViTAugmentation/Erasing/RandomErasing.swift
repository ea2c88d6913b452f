import AsViTKernelInterface
import AsViTNumerics
import Glibc

/// Random erasing: noise instead of one rectangle of a normalised picture, N(0, 1) for each value.
///
/// Zhong et al., AAAI 2020 (arXiv:1708.04896); `RandomErasing` of timm 0.4.12 in its pixel mode.
enum RandomErasing {
  /// The share of the area, uniform.
  private static let area = 0.02...1.0 / 3
  /// Height over width, log-uniform.
  private static let aspect = 0.3...1 / 0.3
  private static let attemptCount = 10

  /// The rectangle of a share of the area and a logarithm of its aspect; nil when it is not smaller
  /// than the picture in both directions.
  static func size(
    height: Int, width: Int, areaShare: Double, logAspect: Double
  ) -> (height: Int, width: Int)? {
    let target = areaShare * Double(height * width)
    let aspect = exp(logAspect)
    let erasedHeight = Int((target * aspect).squareRoot().rounded(.toNearestOrEven))
    let erasedWidth = Int((target / aspect).squareRoot().rounded(.toNearestOrEven))
    guard erasedHeight < height && erasedWidth < width else { return nil }
    return (erasedHeight, erasedWidth)
  }

  /// Erases a rectangle of `values`, `[3, side, side]`; nothing when no attempt fits.
  static func erase(
    _ values: UnsafeMutablePointer<Float>, side: Int, using rng: inout some RandomNumberGenerator
  ) {
    for _ in 0..<attemptCount {
      let share = rng.uniform(in: area)
      let logAspect = rng.uniform(in: log(aspect.lowerBound)...log(aspect.upperBound))
      guard
        let (height, width) = size(
          height: side, width: side, areaShare: share, logAspect: logAspect)
      else { continue }
      let top = rng.index(below: side - height + 1)
      let left = rng.index(below: side - width + 1)
      let noise = ScalarBuffer<Float>(count: 3 * height * width)
      Float.kernels.fillNormal(
        NormalSamples(
          count: noise.count, seed: rng.next(), standardDeviation: 1, output: noise.base))
      for line in 0..<3 * height {
        let (channel, row) = line.quotientAndRemainder(dividingBy: height)
        let target = (channel * side + top + row) * side + left
        (values + target).update(from: noise.base + line * width, count: width)
      }
      return
    }
  }
}
