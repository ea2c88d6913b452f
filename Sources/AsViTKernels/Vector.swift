/// A scalar the kernels are compiled for.
///
/// All kernels use `SIMD16` vectors: one AVX-512 register of `Float`, two of AVX2. Lanes never
/// mix, so both instruction sets give the same bits.
protocol KernelScalar: BinaryFloatingPoint, SIMDScalar, Codable, SendableMetatype {
  /// The least argument whose exponential is a normal number.
  static var leastExponent: Self { get }

  /// e^x in every lane, for `leastExponent` ≤ x ≤ −`leastExponent`.
  static func exponential(_ x: SIMD16<Self>) -> SIMD16<Self>

  /// e^x in every lane, for |x| ≤ `exponentialRadius`: `exponential` without its range reduction.
  static func exponentialNearZero(_ x: SIMD16<Self>) -> SIMD16<Self>

  /// `other` in the lanes where `sign` is negative, `x` elsewhere. Comparisons of sixteen lanes are
  /// not reliably compiled to vector instructions; this is.
  static func select(
    _ x: SIMD16<Self>, _ other: SIMD16<Self>, whereNegative sign: SIMD16<Self>
  ) -> SIMD16<Self>

  /// √x in every lane, or up to 0.2 % more, never less; for x ≥ 0.
  static func squareRootBound(_ x: SIMD16<Self>) -> SIMD16<Self>

  /// The greater of both in every lane; `a` where either is not a number.
  ///
  /// One instruction for a concrete scalar. Comparisons of vectors of a generic one are loops.
  static func maximum(_ a: SIMD16<Self>, _ b: SIMD16<Self>) -> SIMD16<Self>

  /// The error function in every lane.
  static func errorFunction(_ x: SIMD16<Self>) -> SIMD16<Self>

  /// Four consecutive scalars as Double.
  static func loadWide(_ source: UnsafePointer<Self>) -> SIMD4<Double>

  /// Stores the first `lanes` of Float lanes as this scalar.
  static func store(_ values: SIMD16<Float>, to target: UnsafeMutablePointer<Self>, lanes: Int)
}

extension KernelScalar {
  /// ln 2 / 2, the radius of the interval to which `exponential` reduces its argument.
  static var exponentialRadius: Self { 0.346_573_590_279_972_654_7 }
}

extension Float: KernelScalar {
  static var leastExponent: Float { -87.336_54 }

  /// Relative error at most 1.8e-7 while |x| is small, then 6e-8·|x|.
  @inline(__always)
  static func exponential(_ x: SIMD16<Float>) -> SIMD16<Float> {
    // Adding 1.5·2^23 rounds to an integer, which then stands in the lowest bits.
    let magic = SIMD16<Float>(repeating: 12_582_912)
    let shifted = magic.addingProduct(x, 1.442_695_040_888_963_4)
    let remainder = x.addingProduct(shifted - magic, -0.693_147_180_559_945_3)
    let power = unsafeBitCast(shifted, to: SIMD16<Int32>.self) &<< 23
    let mantissa = unsafeBitCast(exponentialNearZero(remainder), to: SIMD16<Int32>.self)
    return unsafeBitCast(mantissa &+ power, to: SIMD16<Float>.self)
  }

  /// Minimax polynomial of degree 5, relative error at most 1.5e-7, exact at zero.
  @inline(__always)
  static func exponentialNearZero(_ x: SIMD16<Float>) -> SIMD16<Float> {
    polynomial(
      x,
      [1, 0.999_999_7, 0.499_991_5, 0.166_676_36, 0.041_897_975, 0.008_290_318] as InlineArray)
  }

  @inline(__always)
  static func maximum(_ a: SIMD16<Float>, _ b: SIMD16<Float>) -> SIMD16<Float> {
    a.replacing(with: b, where: a .< b)
  }

  @inline(__always)
  static func squareRootBound(_ x: SIMD16<Float>) -> SIMD16<Float> {
    // Halving the bits halves the exponent. A step of Newton's method from any guess lands above.
    let bits = unsafeBitCast(x, to: SIMD16<Int32>.self)
    let guess = unsafeBitCast((bits &>> 1) &+ 0x1fbd_1df5, to: SIMD16<Float>.self)
    return (guess + x / guess) * 0.5
  }
}

extension Double: KernelScalar {
  static var leastExponent: Double { -708.396_418_532_264_1 }

  /// Relative error at most 3e-16 while |x| is small, then 1e-16·|x|.
  @inline(__always)
  static func exponential(_ x: SIMD16<Double>) -> SIMD16<Double> {
    // Adding 1.5·2^52 rounds to an integer, which then stands in the lowest bits.
    let magic = SIMD16<Double>(repeating: 6_755_399_441_055_744)
    let shifted = magic.addingProduct(x, 1.442_695_040_888_963_4)
    let remainder = x.addingProduct(shifted - magic, -0.693_147_180_559_945_3)
    let power = unsafeBitCast(shifted, to: SIMD16<Int64>.self) &<< 52
    let mantissa = unsafeBitCast(exponentialNearZero(remainder), to: SIMD16<Int64>.self)
    return unsafeBitCast(mantissa &+ power, to: SIMD16<Double>.self)
  }

  /// Taylor polynomial of degree 13; what it leaves out is below 5e-18.
  @inline(__always)
  static func exponentialNearZero(_ x: SIMD16<Double>) -> SIMD16<Double> {
    polynomial(
      x,
      [
        1, 1, 1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720, 1 / 5_040, 1 / 40_320, 1 / 362_880,
        1 / 3_628_800, 1 / 39_916_800, 1 / 479_001_600, 1 / 6_227_020_800,
      ] as InlineArray)
  }

  @inline(__always)
  static func maximum(_ a: SIMD16<Double>, _ b: SIMD16<Double>) -> SIMD16<Double> {
    a.replacing(with: b, where: a .< b)
  }

  @inline(__always)
  static func squareRootBound(_ x: SIMD16<Double>) -> SIMD16<Double> {
    let bits = unsafeBitCast(x, to: SIMD16<Int64>.self)
    let guess = unsafeBitCast((bits &>> 1) &+ 0x1ff7_a3be_a91d_9b1b, to: SIMD16<Double>.self)
    return (guess + x / guess) * 0.5
  }
}

extension Float {
  @inline(__always)
  static func select(
    _ x: SIMD16<Float>, _ other: SIMD16<Float>, whereNegative sign: SIMD16<Float>
  ) -> SIMD16<Float> {
    let mask = unsafeBitCast(sign, to: SIMD16<Int32>.self) &>> SIMD16(repeating: 31)
    let kept = unsafeBitCast(x, to: SIMD16<Int32>.self) & ~mask
    let replaced = unsafeBitCast(other, to: SIMD16<Int32>.self) & mask
    return unsafeBitCast(kept | replaced, to: SIMD16<Float>.self)
  }
}

extension Double {
  @inline(__always)
  static func select(
    _ x: SIMD16<Double>, _ other: SIMD16<Double>, whereNegative sign: SIMD16<Double>
  ) -> SIMD16<Double> {
    let mask = unsafeBitCast(sign, to: SIMD16<Int64>.self) &>> SIMD16(repeating: 63)
    let kept = unsafeBitCast(x, to: SIMD16<Int64>.self) & ~mask
    let replaced = unsafeBitCast(other, to: SIMD16<Int64>.self) & mask
    return unsafeBitCast(kept | replaced, to: SIMD16<Double>.self)
  }
}

/// Σ coefficients[k]·x^k by Horner's rule.
@inline(__always)
func polynomial<T: KernelScalar, let count: Int>(
  _ x: SIMD16<T>, _ coefficients: InlineArray<count, T>
) -> SIMD16<T> {
  var sum = SIMD16(repeating: coefficients[count - 1])
  for k in (0..<count - 1).reversed() {
    sum = SIMD16(repeating: coefficients[k]).addingProduct(sum, x)
  }
  return sum
}

/// Sixteen consecutive scalars.
@inline(__always)
func load<T: KernelScalar>(_ source: UnsafePointer<T>) -> SIMD16<T> {
  UnsafeRawPointer(source).loadUnaligned(as: SIMD16<T>.self)
}

@inline(__always)
func store<T: KernelScalar>(_ vector: SIMD16<T>, to target: UnsafeMutablePointer<T>) {
  UnsafeMutableRawPointer(target).storeBytes(of: vector, as: SIMD16<T>.self)
}

/// Stores the first `count` < 16 lanes, in halves: a copy of any length would be a call.
@inline(__always)
func store<T: KernelScalar>(
  _ vector: SIMD16<T>, to target: UnsafeMutablePointer<T>, count: Int
) {
  var target = UnsafeMutableRawPointer(target)
  var eight = vector.lowHalf
  if count & 8 != 0 {
    target.storeBytes(of: eight, as: SIMD8<T>.self)
    target += MemoryLayout<SIMD8<T>>.size
    eight = vector.highHalf
  }
  var four = eight.lowHalf
  if count & 4 != 0 {
    target.storeBytes(of: four, as: SIMD4<T>.self)
    target += MemoryLayout<SIMD4<T>>.size
    four = eight.highHalf
  }
  var two = four.lowHalf
  if count & 2 != 0 {
    target.storeBytes(of: two, as: SIMD2<T>.self)
    target += MemoryLayout<SIMD2<T>>.size
    two = four.highHalf
  }
  if count & 1 != 0 { target.storeBytes(of: two[0], as: T.self) }
}

/// The greater of both in every lane; `a` where either is not a number.
@inline(__always)
func maximum<T: KernelScalar>(_ a: SIMD16<T>, _ b: SIMD16<T>) -> SIMD16<T> {
  T.maximum(a, b)
}

/// Sum of the lanes, halving: lane i + lane i+8, then +4, +2, +1.
@inline(__always)
func laneSum<T: KernelScalar>(_ vector: SIMD16<T>) -> T {
  let eight = vector.lowHalf + vector.highHalf
  let four = eight.lowHalf + eight.highHalf
  let two = four.lowHalf + four.highHalf
  return two[0] + two[1]
}

/// The greatest lane that is a number.
@inline(__always)
func laneMaximum<T: KernelScalar>(_ vector: SIMD16<T>) -> T {
  var greatest = -T.infinity
  for lane in 0..<16 { greatest = vector[lane] > greatest ? vector[lane] : greatest }
  return greatest
}

/// The least lane that is a number.
@inline(__always)
func laneMinimum<T: KernelScalar>(_ vector: SIMD16<T>) -> T {
  -laneMaximum(-vector)
}

/// R x C vectors that stay in registers when every loop over them has constant bounds and a small
/// body.
struct Tile<T: KernelScalar, let R: Int, let C: Int> {
  var v: InlineArray<R, InlineArray<C, SIMD16<T>>>

  @inline(__always)
  init(repeating row: InlineArray<C, SIMD16<T>>) {
    v = InlineArray(repeating: row)
  }

  @inline(__always)
  init() {
    v = InlineArray(repeating: InlineArray(repeating: SIMD16()))
  }
}
