import AsViTNumerics

/// How the images of a batch are mixed with one another: image i with image n − 1 − i, all by the
/// same share.
public enum BatchMixing: Hashable, Sendable {
  case none
  /// λ of each image and 1 − λ of its partner. Zhang et al., ICLR 2018 (arXiv:1710.09412).
  case mixup(lambda: Double)
  /// A rectangle of the partner in each image.
  case cutmix(CutMixBox)

  /// The share of an image that is its own.
  public var lambda: Double {
    switch self {
    case .none: 1
    case .mixup(let lambda): lambda
    case .cutmix(let box): box.lambda
    }
  }

  /// Mixes `images`, `[count, 3, side, side]`, in place; the image in the middle of an odd number
  /// stays.
  public func mix(_ images: UnsafeMutablePointer<Float>, count: Int, side: Int) {
    let size = 3 * side * side
    for index in 0..<count / 2 {
      let first = images + index * size
      let second = images + (count - 1 - index) * size
      switch self {
      case .none: return
      case .mixup(let lambda): blend(first, second, size, Float(lambda), Float(1 - lambda))
      case .cutmix(let box): exchange(first, second, side: side, box)
      }
    }
  }

  private func blend(
    _ a: UnsafeMutablePointer<Float>, _ b: UnsafeMutablePointer<Float>, _ count: Int,
    _ own: Float, _ other: Float
  ) {
    for position in 0..<count {
      let (x, y) = (a[position], b[position])
      a[position] = own * x + other * y
      b[position] = own * y + other * x
    }
  }

  private func exchange(
    _ a: UnsafeMutablePointer<Float>, _ b: UnsafeMutablePointer<Float>, side: Int, _ box: CutMixBox
  ) {
    for channel in 0..<3 {
      for row in box.rows {
        let line = (channel * side + row) * side
        for position in line + box.columns.lowerBound..<line + box.columns.upperBound {
          (a[position], b[position]) = (b[position], a[position])
        }
      }
    }
  }

  /// The targets of a mixed batch, `[labels.count, classCount]`, each row a distribution.
  ///
  /// Label smoothing spreads `smoothing` evenly over all classes, the right one included; then the
  /// rows are mixed as the images are.
  public func targets(labels: [Int], classCount: Int, smoothing: Double) -> [Float] {
    let off = smoothing / Double(classCount)
    let share = 1 - smoothing
    var targets = [Float](repeating: Float(off), count: labels.count * classCount)
    for (row, (label, partner)) in zip(labels, labels.reversed()).enumerated() {
      precondition(label < classCount, "label \(label) of \(classCount) classes")
      guard label != partner else {
        targets[row * classCount + label] = Float(off + share)
        continue
      }
      targets[row * classCount + label] = Float(off + lambda * share)
      targets[row * classCount + partner] = Float(off + (1 - lambda) * share)
    }
    return targets
  }
}
