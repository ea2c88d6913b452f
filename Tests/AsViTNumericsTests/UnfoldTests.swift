import AsViTKernelInterface
import AsViTNumerics
import Testing

@Suite struct UnfoldTests {
  private static let geometries = [
    PatchGeometry(inputSide: 8, outputSide: 4, kernelSize: 2, stride: 2, padding: 0),
    PatchGeometry(inputSide: 8, outputSide: 4, kernelSize: 3, stride: 2, padding: 0),
    PatchGeometry(inputSide: 8, outputSide: 4, kernelSize: 4, stride: 2, padding: 1),
    PatchGeometry(inputSide: 12, outputSide: 3, kernelSize: 7, stride: 4, padding: 1),
    PatchGeometry(inputSide: 2, outputSide: 1, kernelSize: 8, stride: 2, padding: 3),
    PatchGeometry(inputSide: 7, outputSide: 4, kernelSize: 3, stride: 2, padding: 1),
    PatchGeometry(
      inputSide: 13, outputSide: 4, kernelSize: 4, stride: 4, dilation: 2, padding: 3),
    PatchGeometry(
      inputSide: 9, outputSide: 2, kernelSize: 2, stride: 8, dilation: 7, padding: 0),
  ]

  @Test(arguments: geometries, [true, false])
  func `patches are gathered with zeros outside`(
    geometry: PatchGeometry, channelsFirst: Bool
  ) {
    let channels = 5
    let side = geometry.inputSide
    let x: [Double] = randomValues(side * side * channels, seed: 1)
    let input = buffer(x)
    let taps = geometry.kernelSize * geometry.kernelSize
    let output = ScalarBuffer<Double>(
      count: geometry.outputSide * geometry.outputSide * taps * channels)
    Double.kernels.unfold(
      Unfold(
        geometry: geometry, channels: channels, channelsFirst: channelsFirst, input: input.base,
        output: output.base))
    for cell in 0..<geometry.outputSide * geometry.outputSide {
      let (row, column) = cell.quotientAndRemainder(dividingBy: geometry.outputSide)
      for tap in 0..<taps {
        func line(_ patch: Int, _ tap: Int) -> Int {
          patch * geometry.stride - geometry.padding + tap * geometry.dilation
        }
        let y = line(row, tap / geometry.kernelSize)
        let x0 = line(column, tap % geometry.kernelSize)
        let isInside = y >= 0 && y < side && x0 >= 0 && x0 < side
        for channel in 0..<channels {
          let place = channelsFirst ? channel * taps + tap : tap * channels + channel
          let source =
            channelsFirst
            ? (channel * side + y) * side + x0 : (y * side + x0) * channels + channel
          #expect(output.base[cell * taps * channels + place] == (isInside ? x[source] : 0))
        }
      }
    }
  }

  @Test(arguments: geometries, [true, false])
  func `fold is the adjoint of unfold`(geometry: PatchGeometry, channelsFirst: Bool) {
    let channels = 3
    let cells = geometry.inputSide * geometry.inputSide * channels
    let features =
      geometry.outputSide * geometry.outputSide * geometry.kernelSize * geometry.kernelSize
      * channels
    let x = buffer(randomValues(cells, seed: 1) as [Double])
    let u = buffer(randomValues(features, seed: 2) as [Double])
    let unfolded = ScalarBuffer<Double>(count: features)
    let folded = ScalarBuffer<Double>(count: cells)
    Double.kernels.unfold(
      Unfold(
        geometry: geometry, channels: channels, channelsFirst: channelsFirst, input: x.base,
        output: unfolded.base))
    Double.kernels.fold(
      Fold(
        geometry: geometry, channels: channels, channelsFirst: channelsFirst, patches: u.base,
        output: folded.base))
    let forward = zip(u.values, unfolded.values).reduce(0) { $0 + $1.0 * $1.1 }
    let backward = zip(folded.values, x.values).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(abs(forward - backward) < 1e-12 * Double(features))
  }
}
