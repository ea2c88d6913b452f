extension Image8 {
  /// The picture at another size, bit for bit as Pillow's antialiased `resize`: fixed-point
  /// weights, columns before rows, each pass rounded and clipped to a byte.
  ///
  /// An axis that keeps its size is left alone.
  public func resized(width: Int, height: Int, filter: ResamplingFilter) -> Image8 {
    resizedColumns(to: width, filter: filter).resizedRows(to: height, filter: filter)
  }

  /// The picture with another width.
  private func resizedColumns(to newWidth: Int, filter: ResamplingFilter) -> Image8 {
    guard newWidth != width else { return self }
    let taps = ResamplingTaps(from: width, to: newWidth, filter: filter)
    let weights = taps.fixedPointWeights()
    let byteCount = 3 * newWidth * height
    let resized = [UInt8](unsafeUninitializedCapacity: byteCount) { result, filled in
      pixels.withUnsafeBufferPointer { pixels in
        weights.withUnsafeBufferPointer { weights in
          for row in 0..<height {
            for column in 0..<newWidth {
              let range = taps.ranges[column]
              var (red, green, blue) = (half, half, half)
              for tap in 0..<range.count {
                let pixel = 3 * (row * width + range.lowerBound + tap)
                let weight = weights[column * taps.stride + tap]
                red &+= Int32(pixels[pixel]) &* weight
                green &+= Int32(pixels[pixel + 1]) &* weight
                blue &+= Int32(pixels[pixel + 2]) &* weight
              }
              result[filled] = byte(red)
              result[filled + 1] = byte(green)
              result[filled + 2] = byte(blue)
              filled += 3
            }
          }
        }
      }
    }
    return Image8(width: newWidth, height: height, pixels: resized)
  }

  /// The picture with another height.
  private func resizedRows(to newHeight: Int, filter: ResamplingFilter) -> Image8 {
    guard newHeight != height else { return self }
    let taps = ResamplingTaps(from: height, to: newHeight, filter: filter)
    let weights = taps.fixedPointWeights()
    let rowLength = 3 * width
    var sums = [Int32](repeating: 0, count: rowLength)
    let resized = [UInt8](unsafeUninitializedCapacity: rowLength * newHeight) { result, filled in
      pixels.withUnsafeBufferPointer { pixels in
        sums.withUnsafeMutableBufferPointer { sums in
          for row in 0..<newHeight {
            sums.update(repeating: half)
            for (tap, source) in taps.ranges[row].enumerated() {
              let weight = weights[row * taps.stride + tap]
              for offset in 0..<rowLength {
                sums[offset] &+= Int32(pixels[source * rowLength + offset]) &* weight
              }
            }
            for sum in sums {
              result[filled] = byte(sum)
              filled += 1
            }
          }
        }
      }
    }
    return Image8(width: width, height: newHeight, pixels: resized)
  }
}

/// What turns the cut of a sum's fraction into rounding.
private let half: Int32 = 1 << (fractionBits - 1)

/// A sum of bytes times fixed-point weights, with `half` in it, clipped to a byte.
private func byte(_ sum: Int32) -> UInt8 { UInt8(clamping: sum >> fractionBits) }
