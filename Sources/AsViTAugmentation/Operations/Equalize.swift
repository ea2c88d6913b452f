import AsViTData

extension Image8 {
  /// Each channel's values spread so that all are about equally frequent.
  ///
  /// A channel stays when it has one value, or fewer than 255 pixels beside those of its highest
  /// value. `ImageOps.equalize` of Pillow.
  func equalized() -> Image8 {
    let histograms = histograms()
    let tables = (0..<3).flatMap { channel -> [UInt8] in
      let histogram = histograms[256 * channel..<256 * (channel + 1)]
      let highest = histogram.last { $0 > 0 } ?? 0
      let step = (width * height - highest) / 255
      guard step > 0 else { return Array(0...255) }
      var sum = step / 2
      return histogram.map { count in
        defer { sum += count }
        return UInt8(clamping: sum / step)
      }
    }
    return mapped(throughTables: tables)
  }
}
