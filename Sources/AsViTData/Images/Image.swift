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
    let values = [Float](unsafeUninitializedCapacity: image.pixels.count) { values, filled in
      NormalisationTable(normalisation).write(image, to: values.baseAddress!)
      filled = image.pixels.count
    }
    self.init(width: image.width, height: image.height, values: values)
  }
}
