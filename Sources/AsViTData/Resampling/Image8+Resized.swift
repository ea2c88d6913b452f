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
    let result = [UInt8](unsafeUninitializedCapacity: 3 * newWidth * height) { result, filled in
      for row in 0..<height {
        for column in 0..<newWidth {
          let range = taps.ranges[column]
          for channel in 0..<3 {
            result[filled] = weightedByte(
              pixels, from: 3 * (row * width + range.lowerBound) + channel, step: 3,
              weights, from: column * taps.stride, count: range.count)
            filled += 1
          }
        }
      }
    }
    return Image8(width: newWidth, height: height, pixels: result)
  }

  /// The picture with another height.
  private func resizedRows(to newHeight: Int, filter: ResamplingFilter) -> Image8 {
    guard newHeight != height else { return self }
    let taps = ResamplingTaps(from: height, to: newHeight, filter: filter)
    let weights = taps.fixedPointWeights()
    let rowLength = 3 * width
    let result = [UInt8](unsafeUninitializedCapacity: rowLength * newHeight) { result, filled in
      for row in 0..<newHeight {
        let range = taps.ranges[row]
        for offset in 0..<rowLength {
          result[filled] = weightedByte(
            pixels, from: range.lowerBound * rowLength + offset, step: rowLength,
            weights, from: row * taps.stride, count: range.count)
          filled += 1
        }
      }
    }
    return Image8(width: width, height: newHeight, pixels: result)
  }
}

/// The sum of `count` bytes times their weights, rounded and clipped to a byte.
private func weightedByte(
  _ bytes: [UInt8], from start: Int, step: Int,
  _ weights: [Int32], from firstWeight: Int, count: Int
) -> UInt8 {
  var sum: Int32 = 1 << (fractionBits - 1)
  for tap in 0..<count {
    sum &+= Int32(bytes[start + tap * step]) &* weights[firstWeight + tap]
  }
  return UInt8(clamping: sum >> fractionBits)
}
