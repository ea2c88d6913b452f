import AsViTData

/// The place that each pixel of a transformed picture comes from.
///
/// The middle (x, y) of an output pixel comes from (xx x + xy y + x0, yx x + yy y + y0).
struct AffineMap {
  var xx = 1.0
  var xy = 0.0
  var x0 = 0.0
  var yx = 0.0
  var yy = 1.0
  var y0 = 0.0
}

/// How a transformed picture is read between pixels, and what stands outside.
public struct AffineSampling: Hashable, Sendable {
  public enum Filter: String, Codable, Sendable {
    case bilinear
    /// Keys' cubic with a = −1.
    case bicubic
  }

  public let filter: Filter
  /// Red, green and blue of what lies outside the picture.
  public let fill: SIMD3<UInt8>
}

extension Image8 {
  /// The picture moved by `map`, byte for byte as Pillow's `transform`: in Double, clipped, cut to
  /// a byte; taps outside the picture are those at its edge.
  func transformed(by map: AffineMap, sampling: AffineSampling) -> Image8 {
    rewritten { old, new in
      let source = AffineSource(pixels: old, width: width, height: height)
      var target = 0
      for row in 0..<height {
        for column in 0..<width {
          let (x, y) = (Double(column) + 0.5, Double(row) + 0.5)
          let sourceX = map.xx * x + map.xy * y + map.x0
          let sourceY = map.yx * x + map.yy * y + map.y0
          let isInside =
            sourceX >= 0 && sourceX < Double(width) && sourceY >= 0 && sourceY < Double(height)
          if isInside {
            source.read(sourceX - 0.5, sourceY - 0.5, sampling.filter, into: new, at: target)
          } else {
            for channel in 0..<3 { new[target + channel] = sampling.fill[channel] }
          }
          target += 3
        }
      }
    }
  }
}

/// The picture that a transformed one is read from; whole coordinates are middles of pixels.
private struct AffineSource {
  let pixels: UnsafeBufferPointer<UInt8>
  let width: Int
  let height: Int

  /// Writes the three channels at (x, y).
  @inline(__always)
  func read(
    _ x: Double, _ y: Double, _ filter: AffineSampling.Filter,
    into output: UnsafeMutableBufferPointer<UInt8>, at target: Int
  ) {
    let (left, top) = (Int(x.rounded(.down)), Int(y.rounded(.down)))
    let (dx, dy) = (x - Double(left), y - Double(top))
    let (x0, x1) = (column(left), column(left + 1))
    let (y0, y1) = (row(top), row(top + 1))
    switch filter {
    case .bilinear:
      for channel in 0..<3 {
        let upper = linear(tap(y0 + x0, channel), tap(y0 + x1, channel), dx)
        let lower = linear(tap(y1 + x0, channel), tap(y1 + x1, channel), dx)
        output[target + channel] = byte(linear(upper, lower, dy))
      }
    case .bicubic:
      let (before, after) = (column(left - 1), column(left + 2))
      let (above, below) = (row(top - 1), row(top + 2))
      for channel in 0..<3 {
        func cubicRow(_ row: Int) -> Double {
          cubic(
            tap(row + before, channel), tap(row + x0, channel), tap(row + x1, channel),
            tap(row + after, channel), dx)
        }
        output[target + channel] = byte(
          cubic(cubicRow(above), cubicRow(y0), cubicRow(y1), cubicRow(below), dy))
      }
    }
  }

  /// The place where a column begins in a row, or a row in the picture; those outside are the
  /// nearest.
  private func column(_ index: Int) -> Int { 3 * min(max(index, 0), width - 1) }
  private func row(_ index: Int) -> Int { 3 * width * min(max(index, 0), height - 1) }

  private func tap(_ pixel: Int, _ channel: Int) -> Double { Double(pixels[pixel + channel]) }

  private func byte(_ value: Double) -> UInt8 { UInt8(min(max(value, 0), 255)) }

  private func linear(_ a: Double, _ b: Double, _ t: Double) -> Double { a + (b - a) * t }

  /// `BICUBIC` of Pillow's Geometry.c, in its order of operations.
  private func cubic(_ a: Double, _ b: Double, _ c: Double, _ d: Double, _ t: Double) -> Double {
    let p2 = -a + c
    let p3 = 2 * (a - b) + c - d
    let p4 = -a + b - c + d
    return b + t * (p2 + t * (p3 + t * p4))
  }
}
