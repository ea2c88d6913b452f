import AsViTKernelInterface

/// See `Gelu`. One loop for each order, so that none has a branch inside.
@inline(__always)
func gelu<T: KernelScalar>(_ gelu: Gelu<T>) {
  let first = gelu.input + gelu.stride
  let second = first + gelu.stride
  let firstOutput = gelu.output + gelu.stride
  let secondOutput = firstOutput + gelu.stride
  switch gelu.orders {
  case 1:
    forEachVector(gelu.count) { index, lanes in
      let x = load(gelu.input + index, lanes: lanes)
      store(x * normalCumulative(x), to: gelu.output + index, lanes: lanes)
    }
  case 2:
    forEachVector(gelu.count) { index, lanes in
      let x = load(gelu.input + index, lanes: lanes)
      let cumulative = normalCumulative(x)
      let slope = cumulative.addingProduct(x, normalDensity(x))
      store(x * cumulative, to: gelu.output + index, lanes: lanes)
      store(slope * load(first + index, lanes: lanes), to: firstOutput + index, lanes: lanes)
    }
  default:
    forEachVector(gelu.count) { index, lanes in
      let x = load(gelu.input + index, lanes: lanes)
      let dx = load(first + index, lanes: lanes)
      let cumulative = normalCumulative(x)
      let density = normalDensity(x)
      let slope = cumulative.addingProduct(x, density)
      let bend = (SIMD16(repeating: 2) - x * x) * density
      let ddx = load(second + index, lanes: lanes)
      store(x * cumulative, to: gelu.output + index, lanes: lanes)
      store(slope * dx, to: firstOutput + index, lanes: lanes)
      store((bend * dx * dx).addingProduct(slope, ddx), to: secondOutput + index, lanes: lanes)
    }
  }
}

/// See `GeluBackward`.
@inline(__always)
func geluBackward<T: KernelScalar>(_ gelu: GeluBackward<T>) {
  forEachVector(gelu.count) { index, lanes in
    let x = load(gelu.input + index, lanes: lanes)
    let slope = normalCumulative(x).addingProduct(x, normalDensity(x))
    let gradient = gelu.gradient + index
    store(load(gradient, lanes: lanes) * slope, to: gradient, lanes: lanes)
  }
}

/// Φ(x) = (1 + erf(x / √2)) / 2.
@inline(__always)
private func normalCumulative<T: KernelScalar>(_ x: SIMD16<T>) -> SIMD16<T> {
  let half = SIMD16<T>(repeating: 0.5)
  return half.addingProduct(half, T.errorFunction(x * SIMD16(repeating: 0.707_106_781_186_547_5)))
}

/// φ(x) = exp(−x²/2) / √(2π).
@inline(__always)
private func normalDensity<T: KernelScalar>(_ x: SIMD16<T>) -> SIMD16<T> {
  let exponent = maximum(x * x * SIMD16(repeating: -0.5), SIMD16(repeating: T.leastExponent))
  return T.exponential(exponent) * SIMD16(repeating: 0.398_942_280_401_432_7)
}
