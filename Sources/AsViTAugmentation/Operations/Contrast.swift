import AsViTData

extension Image8 {
  /// The picture moved away from the grey of the mean brightness, or towards it for factors below
  /// 1.
  func contrasted(by factor: Float) -> Image8 {
    var sum = 0
    for start in stride(from: 0, to: pixels.count, by: 3) {
      sum += Int(luma(red: pixels[start], green: pixels[start + 1], blue: pixels[start + 2]))
    }
    let grey = UInt8(Double(sum) / Double(width * height) + 0.5)
    return mapped { blended(from: grey, to: $0, factor: factor) }
  }
}
