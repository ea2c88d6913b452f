import AsViTKernelInterface

/// See `Unfold`.
@inline(__always)
func unfold<T: KernelScalar>(_ unfold: Unfold<T>) {
  if unfold.geometry.dilation == 1 {
    unfoldRuns(unfold)
  } else {
    unfoldTaps(unfold)
  }
}

/// Neighbouring taps lie side by side.
@inline(__always)
private func unfoldRuns<T: KernelScalar>(_ unfold: Unfold<T>) {
  let geometry = unfold.geometry
  let side = geometry.inputSide
  let kernel = geometry.kernelSize
  var output = unfold.output
  // An image is `channels` planes of one-channel cells; a grid of tokens one plane.
  let planes = unfold.channelsFirst ? unfold.channels : 1
  let width = unfold.channelsFirst ? 1 : unfold.channels
  for outputRow in 0..<geometry.outputSide {
    for outputColumn in 0..<geometry.outputSide {
      let firstColumn = outputColumn &* geometry.stride &- geometry.padding
      let before = max(0, 0 &- firstColumn)
      let after = max(0, firstColumn &+ kernel &- side)
      for plane in 0..<planes {
        let input = unfold.input + plane &* side &* side
        let firstRow = outputRow &* geometry.stride &- geometry.padding
        for y in 0..<kernel {
          let row = firstRow &+ y
          if row < 0 || row >= side {
            fillRun(output, kernel &* width)
          } else {
            let inside = (kernel &- before &- after) &* width
            fillRun(output, before &* width)
            copyRun(
              input + (row &* side &+ firstColumn &+ before) &* width, output + before &* width,
              inside)
            fillRun(output + (before &* width &+ inside), after &* width)
          }
          output += kernel &* width
        }
      }
    }
  }
}

/// Tap by tap.
@inline(__always)
private func unfoldTaps<T: KernelScalar>(_ unfold: Unfold<T>) {
  let geometry = unfold.geometry
  let side = geometry.inputSide
  var output = unfold.output
  let planes = unfold.channelsFirst ? unfold.channels : 1
  let width = unfold.channelsFirst ? 1 : unfold.channels
  for outputRow in 0..<geometry.outputSide {
    for outputColumn in 0..<geometry.outputSide {
      for plane in 0..<planes {
        let input = unfold.input + plane &* side &* side
        for y in 0..<geometry.kernelSize {
          let row = geometry.cell(outputRow, tap: y)
          for x in 0..<geometry.kernelSize {
            let column = geometry.cell(outputColumn, tap: x)
            if row >= 0, row < side, column >= 0, column < side {
              copyRun(input + (row &* side &+ column) &* width, output, width)
            } else {
              fillRun(output, width)
            }
            output += width
          }
        }
      }
    }
  }
}

extension PatchGeometry {
  /// The row or column of a patch's tap.
  @inline(__always)
  fileprivate func cell(_ patch: Int, tap: Int) -> Int {
    patch &* stride &- padding &+ tap &* dilation
  }
}

/// See `Fold`.
@inline(__always)
func fold<T: KernelScalar>(_ fold: Fold<T>) {
  let geometry = fold.geometry
  let side = geometry.inputSide
  let planes = fold.channelsFirst ? fold.channels : 1
  let width = fold.channelsFirst ? 1 : fold.channels
  fill(fold.output, side &* side &* fold.channels)
  var patch = fold.patches
  for outputRow in 0..<geometry.outputSide {
    for outputColumn in 0..<geometry.outputSide {
      for plane in 0..<planes {
        let output = fold.output + plane &* side &* side
        for y in 0..<geometry.kernelSize {
          let row = geometry.cell(outputRow, tap: y)
          for x in 0..<geometry.kernelSize {
            let column = geometry.cell(outputColumn, tap: x)
            if row >= 0, row < side, column >= 0, column < side {
              add(patch, to: output + (row &* side &+ column) &* width, width)
            }
            patch += width
          }
        }
      }
    }
  }
}

@inline(__always)
private func add<T: KernelScalar>(
  _ source: UnsafePointer<T>, to target: UnsafeMutablePointer<T>, _ count: Int
) {
  forEachVector(count) { index, lanes in
    let sum = load(target + index, lanes: lanes) + load(source + index, lanes: lanes)
    store(sum, to: target + index, lanes: lanes)
  }
}

/// Copies in whole vectors. What is written behind the run is overwritten by the next, or lies in the
/// slack.
@inline(__always)
private func copyRun<T: KernelScalar>(
  _ source: UnsafePointer<T>, _ target: UnsafeMutablePointer<T>, _ count: Int
) {
  var index = 0
  while index < count {
    store(load(source + index), to: target + index)
    index &+= 16
  }
}

/// Fills with zeros as `copyRun` copies.
@inline(__always)
private func fillRun<T: KernelScalar>(_ target: UnsafeMutablePointer<T>, _ count: Int) {
  var index = 0
  while index < count {
    store(SIMD16<T>(), to: target + index)
    index &+= 16
  }
}

@inline(__always)
private func fill<T: KernelScalar>(_ target: UnsafeMutablePointer<T>, _ count: Int) {
  forEachVector(count) { index, lanes in
    store(SIMD16<T>(), to: target + index, lanes: lanes)
  }
}
