import AsViTData

extension Image8 {
  /// Each channel stretched until its darkest value is 0 and its brightest 255; a channel of one
  /// value stays.
  ///
  /// `ImageOps.autocontrast` of Pillow.
  func autoContrasted() -> Image8 {
    let histograms = histograms()
    let tables = (0..<3).flatMap { channel -> [UInt8] in
      let histogram = histograms[256 * channel..<256 * (channel + 1)]
      guard let low = histogram.firstIndex(where: { $0 > 0 }),
        let high = histogram.lastIndex(where: { $0 > 0 }), low < high
      else { return Array(0...255) }
      let scale = 255 / Double(high - low)
      let offset = -Double(low - histogram.startIndex) * scale
      return (0...255).map { UInt8(clamping: Int(Double($0) * scale + offset)) }
    }
    return mapped(throughTables: tables)
  }
}
