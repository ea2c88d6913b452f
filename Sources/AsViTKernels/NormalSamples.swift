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
    T.store(values, to: samples.output + index, lanes: lanes)
  }
}

/// Values `counter` of the SplitMix64 stream with this seed.
@inline(__always)
private func splitMix(_ counter: SIMD8<UInt64>, seed: UInt64) -> SIMD8<UInt64> {
  var z = SIMD8(repeating: seed) &+ counter &* SIMD8(repeating: 0x9E37_79B9_7F4A_7C15)
  z = (z ^ (z &>> SIMD8(repeating: 30))) &* SIMD8(repeating: 0xBF58_476D_1CE4_E5B9)
  z = (z ^ (z &>> SIMD8(repeating: 27))) &* SIMD8(repeating: 0x94D0_49BB_1331_11EB)
  return z ^ (z &>> SIMD8(repeating: 31))
}

/// The normal quantile of the probability p = (bits + ½) / 2³² below one half that 31 random bits
/// give, with the remaining bit for a sign.
@inline(__always)
private func normalQuantile(_ bits: SIMD16<Int32>) -> SIMD16<Float> {
  let high = smallFloat((bits &>> SIMD16(repeating: 16)) & SIMD16(repeating: 0x7FFF))
  let low = smallFloat(bits & SIMD16(repeating: 0xFFFF))
  let p = ((low + SIMD16(repeating: 0.5)) * SIMD16(repeating: 0x1p-32))
    .addingProduct(high, SIMD16(repeating: 0x1p-16))
  let q = SIMD16<Float>(repeating: 0.5) - p
  let centre = SIMD16<Float>(repeating: 0.180_625) - q * q
  let central =
    q
    * polynomial(
      centre, [3.387_132_717_9, 50.434_271_938, 159.291_132_02, 59.109_374_720] as InlineArray)
    / polynomial(centre, [1, 17.895_169_469, 78.757_757_664, 67.187_563_600] as InlineArray)
  let r = squareRoot(minusLogarithm(p)) - SIMD16(repeating: 1.6)
  let tail =
    polynomial(
      r, [1.423_437_277_7, 2.756_815_390_0, 1.306_728_481_6, 0.170_238_211_03] as InlineArray)
    / polynomial(r, [1, 0.737_001_642_50, 0.120_211_329_75] as InlineArray)
  let quantile = Float.select(central, tail, whereNegative: SIMD16(repeating: 0.425) - q)
  let sign = bits & SIMD16(repeating: .min)
  return unsafeBitCast(
    unsafeBitCast(quantile, to: SIMD16<Int32>.self) ^ sign, to: SIMD16<Float>.self)
}

/// −ln p for normal 0 < p < 1: p = m 2^e with m in [√½, √2), and the series of 2 artanh in
/// (m − 1) / (m + 1).
@inline(__always)
private func minusLogarithm(_ p: SIMD16<Float>) -> SIMD16<Float> {
  let bits = unsafeBitCast(p, to: SIMD16<Int32>.self)
  let shifted = bits &- SIMD16(repeating: 0x3F35_04F3)
  let exponent = shifted &>> SIMD16(repeating: 23)
  let mantissa = unsafeBitCast(bits &- (exponent &<< SIMD16(repeating: 23)), to: SIMD16<Float>.self)
  let one = SIMD16<Float>(repeating: 1)
  let s = (mantissa - one) / (mantissa + one)
  let series = polynomial(
    s * s, [2, 0.666_666_67, 0.4, 0.285_714_29, 0.222_222_22] as InlineArray)
  let logarithm = (s * series)
    .addingProduct(smallFloat(exponent), SIMD16(repeating: 0.693_147_18))
  return -logarithm
}

/// √x for positive normal x, by Newton's iteration for 1 / √x: the standard library's goes lane by
/// lane through a branch.
@inline(__always)
private func squareRoot(_ x: SIMD16<Float>) -> SIMD16<Float> {
  let guess =
    SIMD16<Int32>(repeating: 0x5F37_59DF)
    &- (unsafeBitCast(x, to: SIMD16<Int32>.self) &>> SIMD16(repeating: 1))
  var y = unsafeBitCast(guess, to: SIMD16<Float>.self)
  let half = x * SIMD16(repeating: 0.5)
  for _ in 0..<3 { y = y * (SIMD16(repeating: 1.5) - half * y * y) }
  return x * y
}

/// Integers below 2²² in absolute value as Float: added to the bits of 1.5·2²³ they are its last
/// places. The standard library's conversion is a call.
@inline(__always)
private func smallFloat(_ x: SIMD16<Int32>) -> SIMD16<Float> {
  unsafeBitCast(x &+ SIMD16(repeating: 0x4B40_0000), to: SIMD16<Float>.self)
    - SIMD16(repeating: 12_582_912)
}

extension Float {
  @inline(__always)
  static func store(
    _ values: SIMD16<Float>, to target: UnsafeMutablePointer<Float>, lanes: Int
  ) {
    if lanes == 16 {
      UnsafeMutableRawPointer(target).storeBytes(of: values, as: SIMD16<Float>.self)
    } else {
      for lane in 0..<lanes { target[lane] = values[lane] }
    }
  }
}

extension Double {
  @inline(__always)
  static func store(
    _ values: SIMD16<Float>, to target: UnsafeMutablePointer<Double>, lanes: Int
  ) {
    for lane in 0..<lanes { target[lane] = Double(values[lane]) }
  }
}
