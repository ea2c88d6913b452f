import AsViTData

extension Image8 {
  /// An image of the same size whose bytes `write` computes from this one's.
  func rewritten(
    _ write: (_ old: UnsafeBufferPointer<UInt8>, _ new: UnsafeMutableBufferPointer<UInt8>) -> Void
  ) -> Image8 {
    let new = [UInt8](unsafeUninitializedCapacity: pixels.count) { new, filled in
      pixels.withUnsafeBufferPointer { write($0, new) }
      filled = pixels.count
    }
    return Image8(width: width, height: height, pixels: new)
  }

  /// Each byte replaced by what `value` makes of it.
  func mapped(_ value: (UInt8) -> UInt8) -> Image8 {
    let table = (0...255).map { value($0) }
    return mapped(throughTables: table + table + table)
  }

  /// Each byte replaced through its channel's table.
  ///
  /// - Parameter tables: `[3, 256]`.
  func mapped(throughTables tables: [UInt8]) -> Image8 {
    precondition(tables.count == 3 * 256, "\(tables.count) bytes in tables of [3, 256]")
    return rewritten { old, new in
      tables.withUnsafeBufferPointer { tables in
        for start in stride(from: 0, to: old.count, by: 3) {
          new[start] = tables[Int(old[start])]
          new[start + 1] = tables[256 + Int(old[start + 1])]
          new[start + 2] = tables[512 + Int(old[start + 2])]
        }
      }
    }
  }

  /// How often each value occurs in each channel, `[3, 256]`.
  func histograms() -> [Int] {
    var counts = [Int](repeating: 0, count: 3 * 256)
    pixels.withUnsafeBufferPointer { pixels in
      for start in stride(from: 0, to: pixels.count, by: 3) {
        for channel in 0..<3 { counts[256 * channel + Int(pixels[start + channel])] += 1 }
      }
    }
    return counts
  }
}
