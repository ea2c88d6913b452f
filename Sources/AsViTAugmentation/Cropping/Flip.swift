import AsViTData

extension Image8 {
  /// The picture with left and right exchanged.
  func flipped() -> Image8 {
    rewritten { old, new in
      for row in 0..<height {
        var source = 3 * (row * width + width - 1)
        var target = 3 * row * width
        for _ in 0..<width {
          new[target] = old[source]
          new[target + 1] = old[source + 1]
          new[target + 2] = old[source + 2]
          source -= 3
          target += 3
        }
      }
    }
  }
}
