import AsViTData

extension Image8 {
  /// The picture moved away from its grey version, or towards it for factors below 1; a grey
  /// picture stays.
  func coloured(by factor: Float) -> Image8 {
    rewritten { old, new in
      for start in stride(from: 0, to: old.count, by: 3) {
        let grey = luma(red: old[start], green: old[start + 1], blue: old[start + 2])
        for position in start..<start + 3 {
          new[position] = blended(from: grey, to: old[position], factor: factor)
        }
      }
    }
  }
}
