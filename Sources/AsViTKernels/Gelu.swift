import AsViTKernelInterface

/// See `Gelu`.
@inline(__always)
func gelu<T: KernelScalar>(_ gelu: Gelu<T>) {
  let half = SIMD16<T>(repeating: 0.5)
  forEachVector(gelu.count) { index, lanes in
    let x = load(gelu.input + index, lanes: lanes)
    let cumulative = half.addingProduct(half, T.errorFunction(x * SIMD16(repeating: 0.707_106_781_186_547_5)))
    if gelu.orders > 1 {
      let density = normalDensity(x)
      let slope = cumulative.addingProduct(x, density)
      let dx = load(gelu.input + (gelu.stride &+ index), lanes: lanes)
      if gelu.orders > 2 {
        let bend = (SIMD16<T>(repeating: 2) - x * x) * density
        let input = gelu.input + (2 &* gelu.stride &+ index)
        let second = (bend * dx * dx).addingProduct(slope, load(input, lanes: lanes))
        store(second, to: gelu.output + (2 &* gelu.stride &+ index), lanes: lanes)
      }
      store(slope * dx, to: gelu.output + (gelu.stride &+ index), lanes: lanes)
    }
    store(x * cumulative, to: gelu.output + index, lanes: lanes)
  }
}

/// See `GeluBackward`.
@inline(__always)
func geluBackward<T: KernelScalar>(_ gelu: GeluBackward<T>) {
  let half = SIMD16<T>(repeating: 0.5)
  forEachVector(gelu.count) { index, lanes in
    let x = load(gelu.input + index, lanes: lanes)
    let cumulative = half.addingProduct(half, T.errorFunction(x * SIMD16(repeating: 0.707_106_781_186_547_5)))
    let slope = cumulative.addingProduct(x, normalDensity(x))
    store(
      load(gelu.gradient + index, lanes: lanes) * slope, to: gelu.gradient + index, lanes: lanes)
  }
}

/// exp(−x²/2) / √(2π).
@inline(__always)
private func normalDensity<T: KernelScalar>(_ x: SIMD16<T>) -> SIMD16<T> {
  let exponent = maximum(x * x * SIMD16(repeating: -0.5), SIMD16(repeating: T.leastExponent))
  return T.exponential(exponent) * SIMD16(repeating: 0.398_942_280_401_432_7)
}
