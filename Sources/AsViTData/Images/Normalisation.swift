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

/// What each byte of each channel becomes under a normalisation, computed once.
public struct NormalisationTable: Sendable {
  /// `[3, 256]`.
  private let values: [Float]

  public init(_ normalisation: Normalisation) {
    values = (0..<3).flatMap { channel in
      (0...255).map { byte in
        (Float(byte) / 255 - normalisation.mean[channel]) / normalisation.standardDeviation[channel]
      }
    }
  }

  /// Writes the pixels of `image` plane by plane, `[3, height, width]`.
  public func write(_ image: Image8, to output: UnsafeMutablePointer<Float>) {
    let area = image.width * image.height
    values.withUnsafeBufferPointer { values in
      image.pixels.withUnsafeBufferPointer { pixels in
        for position in 0..<area {
          output[position] = values[Int(pixels[3 * position])]
          output[area + position] = values[256 + Int(pixels[3 * position + 1])]
          output[2 * area + position] = values[512 + Int(pixels[3 * position + 2])]
        }
      }
    }
  }
}
