/// A value as far from `origin` as `factor` times the distance of `value`: 0 gives the origin, 1
/// the value, more goes beyond.
///
/// Single precision, cut to a byte: `ImagingBlend` of Pillow.
func blended(from origin: UInt8, to value: UInt8, factor: Float) -> UInt8 {
  let blend = Float(origin) + factor * (Float(value) - Float(origin))
  return UInt8(min(max(blend, 0), 255))
}

/// The brightness of a pixel: `L` of Pillow's conversion, in 16-bit fixed point.
func luma(red: UInt8, green: UInt8, blue: UInt8) -> UInt8 {
  let sum = 19595 * UInt32(red) + 38470 * UInt32(green) + 7471 * UInt32(blue)
  return UInt8((sum + 32768) >> 16)
}
