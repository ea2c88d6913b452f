/// A picture as a network takes it: Float, plane by plane, `[3, height, width]`.
public struct Image: Hashable, Sendable {
  public let width: Int
  public let height: Int
  public let values: [Float]

  /// - Precondition: both sides are positive and `values` holds `3 * width * height` numbers.
  public init(width: Int, height: Int, values: [Float]) {
    precondition(
      width > 0 && height > 0 && values.count == 3 * width * height,
      "\(values.count) values are no \(width) x \(height) image of three channels")
    self.width = width
    self.height = height
    self.values = values
  }

  /// The picture `image`, its bytes taken as parts of 255 and then normalised.
  public init(_ image: Image8, normalisation: Normalisation) {
    let area = image.width * image.height
    // A channel has 256 values, so each is computed once.
    let tables = (0..<3).map { channel in
      (0...255).map { byte in
        (Float(byte) / 255 - normalisation.mean[channel]) / normalisation.standardDeviation[channel]
      }
    }
    let values = [Float](unsafeUninitializedCapacity: 3 * area) { values, filled in
      for channel in 0..<3 {
        for position in 0..<area {
          values[channel * area + position] =
            tables[channel][Int(image.pixels[3 * position + channel])]
        }
      }
      filled = 3 * area
    }
    self.init(width: image.width, height: image.height, values: values)
  }
}

/// The mean and standard deviation that are taken out of each channel, in units where black is 0
/// and full brightness 1.
public struct Normalisation: Hashable, Sendable {
  public let mean: SIMD3<Float>
  public let standardDeviation: SIMD3<Float>

  /// - Precondition: the mean is finite, the deviation finite and positive.
  public init(mean: SIMD3<Float>, standardDeviation: SIMD3<Float>) {
    for channel in 0..<3 {
      precondition(
        mean[channel].isFinite && standardDeviation[channel].isFinite
          && standardDeviation[channel] > 0,
        "no normalisation: mean \(mean), standard deviation \(standardDeviation)")
    }
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  /// The statistics of ImageNet's training images that the field uses.
  public static let imageNet = Normalisation(
    mean: [0.485, 0.456, 0.406], standardDeviation: [0.229, 0.224, 0.225])
}
