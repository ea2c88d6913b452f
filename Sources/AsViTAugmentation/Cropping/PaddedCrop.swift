import AsViTData
import AsViTNumerics

extension Image8 {
  /// A crop of the same size out of the picture in a black frame of `padding` pixels, its place
  /// uniform: the crop of the CIFAR recipes.
  func randomlyShifted(padding: Int, using rng: inout some RandomNumberGenerator) -> Image8 {
    let right = rng.index(below: 2 * padding + 1) - padding
    let down = rng.index(below: 2 * padding + 1) - padding
    return shifted(right: right, down: down)
  }

  /// The picture moved by whole pixels, black where nothing comes in.
  func shifted(right: Int, down: Int) -> Image8 {
    precondition(
      abs(right) <= width && abs(down) <= height,
      "(\(right), \(down)) is further than a \(width) x \(height) picture")
    let byteCount = 3 * (width - abs(right))
    let (sourceColumn, targetColumn) = (max(0, -right), max(0, right))
    return rewritten { old, new in
      new.initialize(repeating: 0)
      for row in max(0, -down)..<height - max(0, down) {
        let source = 3 * (row * width + sourceColumn)
        let target = 3 * ((row + down) * width + targetColumn)
        (new.baseAddress! + target).update(from: old.baseAddress! + source, count: byteCount)
      }
    }
  }
}
