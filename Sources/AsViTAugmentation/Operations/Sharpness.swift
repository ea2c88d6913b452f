import AsViTData

extension Image8 {
  /// The picture moved away from its smoothed version, or towards it for factors below 1.
  ///
  /// Smoothing weighs a pixel with 5/13 and its eight neighbours with 1/13; pixels at the border
  /// stay. `ImageFilter.SMOOTH` of Pillow.
  func sharpened(by factor: Float) -> Image8 {
    rewritten { old, new in
      _ = new.update(fromContentsOf: old)
      guard width > 2 && height > 2 else { return }
      let rowLength = 3 * width
      for row in 1..<height - 1 {
        for position in row * rowLength + 3..<(row + 1) * rowLength - 3 {
          var sum = 4 * Int(old[position])
          for neighbour in [position - rowLength, position, position + rowLength] {
            sum += Int(old[neighbour - 3]) + Int(old[neighbour]) + Int(old[neighbour + 3])
          }
          let smooth = UInt8((2 * sum + 13) / 26)
          new[position] = blended(from: smooth, to: old[position], factor: factor)
        }
      }
    }
  }
}
