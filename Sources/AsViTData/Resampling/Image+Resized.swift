extension Image {
  /// The picture at another size with the antialiased filters of `Image8.resized`, without
  /// rounding or clipping: `Y = A_h X A_wᵀ` for each plane.
  public func resized(width: Int, height: Int, filter: ResamplingFilter) -> Image {
    let resized = resizePlanes(
      values, height: self.height, width: self.width,
      toHeight: height, width: width, filter: filter)
    return Image(width: width, height: height, values: resized)
  }
}

/// Planes `[count, height, width]` resized to `[count, newHeight, newWidth]`.
func resizePlanes<Scalar: BinaryFloatingPoint>(
  _ planes: [Scalar], height: Int, width: Int,
  toHeight newHeight: Int, width newWidth: Int, filter: ResamplingFilter
) -> [Scalar] {
  let rowCount = planes.count / width
  let columns = ResamplingTaps(from: width, to: newWidth, filter: filter)
  let columnWeights = columns.weights.map { Scalar($0) }
  var narrowed: [Scalar] = []
  narrowed.reserveCapacity(rowCount * newWidth)
  for row in 0..<rowCount {
    for column in 0..<newWidth {
      let range = columns.ranges[column]
      var sum: Scalar = 0
      for (tap, source) in range.enumerated() {
        sum += planes[row * width + source] * columnWeights[column * columns.stride + tap]
      }
      narrowed.append(sum)
    }
  }

  let rows = ResamplingTaps(from: height, to: newHeight, filter: filter)
  let rowWeights = rows.weights.map { Scalar($0) }
  let planeCount = rowCount / height
  var resized: [Scalar] = []
  resized.reserveCapacity(planeCount * newHeight * newWidth)
  for plane in 0..<planeCount {
    for row in 0..<newHeight {
      let range = rows.ranges[row]
      for column in 0..<newWidth {
        var sum: Scalar = 0
        for (tap, source) in range.enumerated() {
          sum +=
            narrowed[(plane * height + source) * newWidth + column]
            * rowWeights[row * rows.stride + tap]
        }
        resized.append(sum)
      }
    }
  }
  return resized
}
