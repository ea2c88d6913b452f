import AsViTKernelInterface

/// See `Unfold`.
@inline(__always)
func unfold<T: KernelScalar>(_ unfold: Unfold<T>) {
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
        for y in 0..<kernel {
          let row = outputRow &* geometry.stride &- geometry.padding &+ y
          if row < 0 || row >= side {
            fill(output, kernel &* width)
          } else {
            let inside = (kernel &- before &- after) &* width
            fill(output, before &* width)
            copy(
              input + (row &* side &+ firstColumn &+ before) &* width, output + before &* width,
              inside)
            fill(output + (before &* width &+ inside), after &* width)
          }
          output += kernel &* width
        }
      }
    }
  }
}

/// See `Fold`.
@inline(__always)
func fold<T: KernelScalar>(_ fold: Fold<T>) {
  let geometry = fold.geometry
  let side = geometry.inputSide
  let width = fold.channels
  fill(fold.output, side &* side &* width)
  var patch = fold.patches
  for outputRow in 0..<geometry.outputSide {
    for outputColumn in 0..<geometry.outputSide {
      for y in 0..<geometry.kernelSize {
        let row = outputRow &* geometry.stride &- geometry.padding &+ y
        for x in 0..<geometry.kernelSize {
          let column = outputColumn &* geometry.stride &- geometry.padding &+ x
          if row >= 0, row < side, column >= 0, column < side {
            let cell = fold.output + (row &* side &+ column) &* width
            forEachVector(width) { index, lanes in
              store(
                load(cell + index, lanes: lanes) + load(patch + index, lanes: lanes),
                to: cell + index,
                lanes: lanes)
            }
          }
          patch += width
        }
      }
    }
  }
}

@inline(__always)
private func copy<T: KernelScalar>(
  _ source: UnsafePointer<T>, _ target: UnsafeMutablePointer<T>, _ count: Int
) {
  forEachVector(count) { index, lanes in
    store(load(source + index, lanes: lanes), to: target + index, lanes: lanes)
  }
}

@inline(__always)
private func fill<T: KernelScalar>(_ target: UnsafeMutablePointer<T>, _ count: Int) {
  forEachVector(count) { index, lanes in
    store(SIMD16<T>(), to: target + index, lanes: lanes)
  }
}
