import AsViTKernelInterface
import AsViTNumerics

/// Tokens of a grid resampled to another grid: bilinear between the centres of the cells, the border
/// repeated, no antialiasing, as PyTorch's `interpolate(mode="bilinear", align_corners=False)`.
struct BilinearGrid<Scalar: NetworkScalar>: Sendable {
  let side: Int
  private let channels: Int
  /// The places in the grid that make each row or column of the other.
  private let taps: [Tap]

  /// The two cells of one axis that a cell of the other grid lies between.
  private struct Tap {
    let cells: (Int, Int)
    let weights: (Scalar, Scalar)

    init(_ index: Int, side: Int, outputSide: Int) {
      let position = max((Double(index) + 0.5) * Double(side) / Double(outputSide) - 0.5, 0)
      let first = Int(position)
      cells = (first, min(first + 1, side - 1))
      weights = (Scalar(1 - (position - Double(first))), Scalar(position - Double(first)))
    }
  }

  init(side: Int, outputSide: Int, channels: Int) {
    self.side = side
    self.channels = channels
    taps = (0..<outputSide).map { Tap($0, side: side, outputSide: outputSide) }
  }

  var outputSide: Int { taps.count }
  /// The scalars of the other grid.
  var outputCount: Int { taps.count * taps.count * channels }

  /// Writes `[outputSide², channels]`, given `[side², channels]`.
  func resample(_ input: UnsafePointer<Scalar>, into output: UnsafeMutablePointer<Scalar>) {
    output.update(repeating: 0, count: outputCount)
    forEachCorner { place, corner, weight in
      add(weight, input + corner, to: output + place)
    }
  }

  /// Adds the gradient by the input, given that by the output.
  func addGradient(
    _ gradient: UnsafePointer<Scalar>, to inputGradient: UnsafeMutablePointer<Scalar>
  ) {
    forEachCorner { place, corner, weight in
      add(weight, gradient + place, to: inputGradient + corner)
    }
  }

  /// Calls `body` for each cell of the output and each of the four around it in the input, with both
  /// places and the weight.
  private func forEachCorner(_ body: (_ place: Int, _ corner: Int, _ weight: Scalar) -> Void) {
    var place = 0
    for row in taps {
      for column in taps {
        for (y, rowWeight) in [(row.cells.0, row.weights.0), (row.cells.1, row.weights.1)] {
          for (x, weight) in [
            (column.cells.0, column.weights.0), (column.cells.1, column.weights.1),
          ] {
            body(place, (y * side + x) * channels, rowWeight * weight)
          }
        }
        place += channels
      }
    }
  }

  private func add(
    _ weight: Scalar, _ source: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>
  ) {
    Scalar.kernels.combine(
      LinearCombination(count: channels, a: 1, x: target, b: weight, y: source, output: target))
  }
}
