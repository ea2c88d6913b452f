import AsViTKernelInterface

/// See `LayerNorm`. Sums over channels run in sixteen lanes and are then added pairwise.
@inline(__always)
func normalise<T: KernelScalar>(_ norm: LayerNorm<T>) {
  forEachRow(norm.rows, norm.input, norm.channels, epsilon: norm.epsilon) { row, statistics in
    let input = norm.input + row &* norm.channels
    let output = norm.output + row &* norm.channels
    // The derivative first: the output may be the input.
    if norm.orders == 2 {
      normaliseSlope(norm, statistics, input, output + norm.outputStride)
    }
    forEachVector(norm.channels) { index, lanes in
      let x = statistics.normalised(load(input + index, lanes: lanes))
      let weight = load(norm.weight + index, lanes: lanes)
      store(
        load(norm.bias + index, lanes: lanes).addingProduct(weight, x), to: output + index,
        lanes: lanes)
    }
  }
}

@inline(__always)
private func normaliseSlope<T: KernelScalar>(
  _ norm: LayerNorm<T>, _ statistics: RowStatistics<T>, _ input: UnsafePointer<T>,
  _ output: UnsafeMutablePointer<T>
) {
  let slope = input + norm.inputStride
  var sum = SIMD16<T>()
  var projection = SIMD16<T>()
  forEachVector(norm.channels) { index, lanes in
    let dx = load(slope + index, lanes: lanes)
    sum += dx
    projection = projection.addingProduct(
      dx, statistics.normalised(load(input + index, lanes: lanes)))
  }
  let mean = SIMD16<T>(repeating: laneSum(sum) / T(norm.channels))
  let along = SIMD16<T>(repeating: laneSum(projection) / T(norm.channels))
  forEachVector(norm.channels) { index, lanes in
    let x = statistics.normalised(load(input + index, lanes: lanes))
    let dx = load(slope + index, lanes: lanes) - mean
    let weight = load(norm.weight + index, lanes: lanes) * statistics.scale
    store(weight * (dx - x * along), to: output + index, lanes: lanes)
  }
}

/// See `LayerNormBackward`. With q = γ dy: dx = (q − mean(q) − x̂ mean(q x̂)) / √(variance + ε).
@inline(__always)
func normaliseBackward<T: KernelScalar>(_ norm: LayerNormBackward<T>) {
  forEachRow(norm.rows, norm.input, norm.channels, epsilon: norm.epsilon) { row, statistics in
    let offset = row &* norm.channels
    let input = norm.input + offset
    let gradient = norm.outputGradient + offset
    let inputGradient = norm.inputGradient + offset
    var sum = SIMD16<T>()
    var projection = SIMD16<T>()
    forEachVector(norm.channels) { index, lanes in
      let x = statistics.normalised(load(input + index, lanes: lanes))
      let dy = load(gradient + index, lanes: lanes)
      let q = load(norm.weight + index, lanes: lanes) * dy
      sum += q
      projection = projection.addingProduct(q, x)
      let weightGradient = norm.weightGradient + index
      store(
        load(weightGradient, lanes: lanes).addingProduct(dy, x), to: weightGradient, lanes: lanes)
      let biasGradient = norm.biasGradient + index
      store(load(biasGradient, lanes: lanes) + dy, to: biasGradient, lanes: lanes)
    }
    let mean = SIMD16<T>(repeating: laneSum(sum) / T(norm.channels))
    let along = SIMD16<T>(repeating: laneSum(projection) / T(norm.channels))
    forEachVector(norm.channels) { index, lanes in
      let x = statistics.normalised(load(input + index, lanes: lanes))
      let q = load(norm.weight + index, lanes: lanes) * load(gradient + index, lanes: lanes)
      var dx = ((q - mean) - x * along) * statistics.scale
      if norm.accumulates { dx += load(inputGradient + index, lanes: lanes) }
      store(dx, to: inputGradient + index, lanes: lanes)
    }
  }
}

/// Calls `body` for every row of `[rows, channels]` with its statistics.
///
/// Those of several rows are computed side by side: each step of one row waits for the step before.
/// They are kept in memory: to set one lane of a vector takes as long as to store all of it and
/// load it again.
@inline(__always)
private func forEachRow<T: KernelScalar>(
  _ rows: Int, _ input: UnsafePointer<T>, _ channels: Int, epsilon: T,
  _ body: (_ row: Int, _ statistics: RowStatistics<T>) -> Void
) {
  withUnsafeTemporaryAllocation(of: T.self, capacity: 32) { statistics in
    let means = statistics.baseAddress!
    let scales = means + 16
    var first = 0
    while first < rows {
      let group = first..<min(first &+ 16, rows)
      for row in group {
        means[row &- first] = mean(input + row &* channels, channels)
      }
      for row in group {
        scales[row &- first] = variance(
          input + row &* channels, channels, around: means[row &- first])
      }
      for row in group {
        scales[row &- first] = 1 / (scales[row &- first] + epsilon).squareRoot()
      }
      for row in group {
        body(
          row,
          RowStatistics(
            mean: SIMD16(repeating: means[row &- first]),
            scale: SIMD16(repeating: scales[row &- first])))
      }
      first = group.upperBound
    }
  }
}

@inline(__always)
private func mean<T: KernelScalar>(_ row: UnsafePointer<T>, _ count: Int) -> T {
  var sum = SIMD16<T>()
  forEachVector(count) { index, lanes in sum += load(row + index, lanes: lanes) }
  return laneSum(sum) / T(count)
}

@inline(__always)
private func variance<T: KernelScalar>(
  _ row: UnsafePointer<T>, _ count: Int, around mean: T
) -> T {
  var squares = SIMD16<T>()
  forEachVector(count) { index, lanes in
    // Lanes beyond the row hold the mean and add nothing.
    let centred = load(row + index, lanes: lanes, filler: mean) - SIMD16(repeating: mean)
    squares = squares.addingProduct(centred, centred)
  }
  return laneSum(squares) / T(count)
}

/// Mean and 1 / √(variance + ε) of one row, in all lanes.
private struct RowStatistics<T: KernelScalar> {
  let mean: SIMD16<T>
  let scale: SIMD16<T>

  @inline(__always)
  func normalised(_ x: SIMD16<T>) -> SIMD16<T> { (x - mean) * scale }
}
