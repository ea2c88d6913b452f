/// A decoded picture: 8-bit RGB, interleaved, rows from the top, `[height, width, 3]`.
public struct Image8: Hashable, Sendable {
  public let width: Int
  public let height: Int
  public let pixels: [UInt8]

  /// - Precondition: both sides are positive and `pixels` holds `3 * width * height` bytes.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(
      width > 0 && height > 0 && pixels.count == 3 * width * height,
      "\(pixels.count) bytes are no \(width) x \(height) RGB image")
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// A grey picture, `[height, width]`, with its value in all three channels.
  public init(width: Int, height: Int, grey: ArraySlice<UInt8>) {
    let pixels = [UInt8](unsafeUninitializedCapacity: 3 * grey.count) { pixels, filled in
      grey.withUnsafeBufferPointer { grey in
        for (position, value) in grey.enumerated() {
          pixels[3 * position] = value
          pixels[3 * position + 1] = value
          pixels[3 * position + 2] = value
        }
      }
      filled = 3 * grey.count
    }
    self.init(width: width, height: height, pixels: pixels)
  }

  /// A picture stored plane by plane, `[3, height, width]`.
  public init(width: Int, height: Int, planar: ArraySlice<UInt8>) {
    let area = width * height
    precondition(planar.count == 3 * area, "\(planar.count) bytes in planes of \(area)")
    let pixels = [UInt8](unsafeUninitializedCapacity: 3 * area) { pixels, filled in
      planar.withUnsafeBufferPointer { planar in
        for position in 0..<area {
          pixels[3 * position] = planar[position]
          pixels[3 * position + 1] = planar[area + position]
          pixels[3 * position + 2] = planar[2 * area + position]
        }
      }
      filled = 3 * area
    }
    self.init(width: width, height: height, pixels: pixels)
  }

  /// The part of the picture `width` wide and `height` high whose first pixel is (`left`, `top`).
  ///
  /// - Precondition: the part lies within the picture.
  public func cropped(left: Int, top: Int, width: Int, height: Int) -> Image8 {
    precondition(
      left >= 0 && top >= 0 && left + width <= self.width && top + height <= self.height,
      "(\(left), \(top)) + \(width) x \(height) leaves the \(self.width) x \(self.height) image")
    var part: [UInt8] = []
    part.reserveCapacity(3 * width * height)
    for row in top..<top + height {
      let start = 3 * (row * self.width + left)
      part += pixels[start..<start + 3 * width]
    }
    return Image8(width: width, height: height, pixels: part)
  }

  /// The picture in the middle of a black one `side` wide and high; an odd remainder goes to the
  /// right and the bottom.
  ///
  /// - Precondition: neither side is longer than `side`.
  public func padded(toSide side: Int) -> Image8 {
    precondition(width <= side && height <= side, "\(width) x \(height) is larger than \(side)")
    let left = (side - width) / 2
    let top = (side - height) / 2
    var whole = [UInt8](repeating: 0, count: 3 * side * side)
    for row in 0..<height {
      let start = 3 * ((top + row) * side + left)
      whole.replaceSubrange(
        start..<start + 3 * width, with: pixels[3 * row * width..<3 * (row + 1) * width])
    }
    return Image8(width: side, height: side, pixels: whole)
  }
}
