import AsViTKernelInterface

/// See `NormalSamples`.
@inline(__always)
func fillNormal<T: KernelScalar>(_ samples: NormalSamples<T>) {
  let deviation = SIMD16<Float>(repeating: samples.standardDeviation)
  var counter = SIMD8<UInt64>(1, 2, 3, 4, 5, 6, 7, 8)
  forEachVector(samples.count) { index, lanes in
    let bits = splitMix(counter, seed: samples.seed)
    counter &+= SIMD8(repeating: 8)
    let values = normalQuantile(unsafeBitCast(bits, to: SIMD16<Int32>.self)) * deviation
    for lane in 0..<lanes { samples.output[index &+ lane] = T(values[lane]) }
  }
}

/// Values `counter` of the SplitMix64 stream with this seed.
@inline(__always)
private func splitMix(_ counter: SIMD8<UInt64>, seed: UInt64) -> SIMD8<UInt64> {
  var z = SIMD8(repeating: seed) &+ counter &* SIMD8(repeating: 0x9E37_79B9_7F4A_7C15)
  z = (z ^ (z &>> 30)) &* SIMD8(repeating: 0xBF58_476D_1CE4_E5B9)
  z = (z ^ (z &>> 27)) &* SIMD8(repeating: 0x94D0_49BB_1331_11EB)
  return z ^ (z &>> 31)
}

/// The normal quantile of a probability given by 31 random bits p = (bits + ½) / 2³² below one
/// half, and a random sign.
@inline(__always)
private func normalQuantile(_ bits: SIMD16<Int32>) -> SIMD16<Float> {
  let magnitude = bits & SIMD16(repeating: 0x7FFF_FFFF)
  let p = (SIMD16<Float>(magnitude) + 0.5) * SIMD16(repeating: 0x1p-32)
  let q = SIMD16<Float>(repeating: 0.5) - p
  let centre = SIMD16<Float>(repeating: 0.180_625) - q * q
  let central =
    q
    * polynomial(
      centre, [3.387_132_717_9, 50.434_271_938, 159.291_132_02, 59.109_374_720] as InlineArray)
    / polynomial(
      centre, [1, 17.895_169_469, 78.757_757_664, 67.187_563_600] as InlineArray)
  let r = squareRoot(minusLogarithm(p)) - 1.6
  let tail =
    polynomial(
      r, [1.423_434_277_7, 2.756_815_390_0, 1.306_728_481_6, 0.170_238_211_03] as InlineArray)
    / polynomial(r, [1, 0.737_001_642_50, 0.120_211_329_75] as InlineArray)
  let quantile = central.replacing(with: tail, where: q .> SIMD16(repeating: 0.425))
  return quantile.replacing(with: -quantile, where: bits .< 0)
}

/// −ln p for normal 0 < p < 1: p = m 2^e with m in [√½, √2), and the series of 2 artanh in
/// (m − 1) / (m + 1).
@inline(__always)
private func minusLogarithm(_ p: SIMD16<Float>) -> SIMD16<Float> {
  let bits = unsafeBitCast(p, to: SIMD16<Int32>.self)
  let shifted = bits &- SIMD16(repeating: 0x3F35_04F3)
  let exponent = shifted &>> 23
  let mantissa = unsafeBitCast(bits &- (exponent &<< 23), to: SIMD16<Float>.self)
  let one = SIMD16<Float>(repeating: 1)
  let s = (mantissa - one) / (mantissa + one)
  let series = polynomial(
    s * s, [2, 0.666_666_67, 0.4, 0.285_714_29, 0.222_222_22] as InlineArray)
  let logarithm = (s * series)
    .addingProduct(SIMD16<Float>(exponent), SIMD16(repeating: 0.693_147_18))
  return -logarithm
}

/// √x for positive normal x, by Newton's iteration for 1 / √x: the standard library's goes lane by
/// lane through a branch.
@inline(__always)
private func squareRoot(_ x: SIMD16<Float>) -> SIMD16<Float> {
  let guess = SIMD16<Int32>(repeating: 0x5F37_59DF) &- (unsafeBitCast(x, to: SIMD16<Int32>.self) &>> 1)
  var y = unsafeBitCast(guess, to: SIMD16<Float>.self)
  let half = x * 0.5
  for _ in 0..<3 { y = y * (SIMD16(repeating: 1.5) - half * y * y) }
  return x * y
}
