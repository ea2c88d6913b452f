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
  public init(width: Int, height: Int, grey: some Collection<UInt8>) {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(3 * grey.count)
    for value in grey {
      pixels.append(value)
      pixels.append(value)
      pixels.append(value)
    }
    self.init(width: width, height: height, pixels: pixels)
  }

  /// A picture stored plane by plane, `[3, height, width]`.
  public init(width: Int, height: Int, planar: some RandomAccessCollection<UInt8>) {
    let area = width * height
    var pixels: [UInt8] = []
    pixels.reserveCapacity(3 * area)
    for position in 0..<area {
      for channel in 0..<3 {
        let offset = channel * area + position
        pixels.append(planar[planar.index(planar.startIndex, offsetBy: offset)])
      }
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
