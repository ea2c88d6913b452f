import AsViTKernelInterface
import AsViTNumerics

/// A learned table of positions, read at the grid of a network.
///
/// At another grid than its own the table is interpolated, bilinearly between the centres of the
/// cells, the border repeated, no antialiasing. Wang et al., TPAMI 2024, store the interpolated
/// table and its moments whenever the grid changes; here the table stays as it is, so that networks
/// for all grids share it and the optimizer sees one parameter.
struct PositionTable<Scalar: NetworkScalar>: @unchecked Sendable {
  /// `[side², channels]`.
  private let values: UnsafePointer<Scalar>
  private let side: Int
  private let channels: Int
  /// The places in the table's grid that make each row or column of the network's.
  private let taps: [Tap]
  let isInterpolated: Bool

  /// The two cells of one axis that a cell lies between.
  private struct Tap {
    let cells: (Int, Int)
    let weights: (Scalar, Scalar)

    init(_ index: Int, gridSide: Int, side: Int) {
      let position = max((Double(index) + 0.5) * Double(side) / Double(gridSide) - 0.5, 0)
      let first = Int(position)
      cells = (first, min(first + 1, side - 1))
      weights = (Scalar(1 - (position - Double(first))), Scalar(position - Double(first)))
    }
  }

  init(_ values: UnsafePointer<Scalar>, side: Int, channels: Int, gridSide: Int) {
    self.values = values
    self.channels = channels
    taps = (0..<gridSide).map { Tap($0, gridSide: gridSide, side: side) }
    self.side = side
    isInterpolated = side != gridSide
  }

  /// The scalars at the network's grid.
  var count: Int { taps.count * taps.count * channels }

  /// The table at the network's grid: the table itself, or interpolated into `scratch`.
  func atGrid(scratch: Arena<Scalar>) -> UnsafePointer<Scalar> {
    guard isInterpolated else { return values }
    let output = scratch.take(count)
    output.update(repeating: 0, count: count)
    forEachCorner { place, corner, weight in
      Self.add(weight, values + corner, to: output + place, channels)
    }
    return UnsafePointer(output)
  }

  /// Adds the gradient by the table, given that at the network's grid.
  func addGradient(
    _ gradient: UnsafePointer<Scalar>, to tableGradient: UnsafeMutablePointer<Scalar>
  ) {
    forEachCorner { place, corner, weight in
      Self.add(weight, gradient + place, to: tableGradient + corner, channels)
    }
  }

  /// Calls `body` for each cell of the network's grid and each of the four around it in the table,
  /// with both places and the weight.
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

  private static func add(
    _ weight: Scalar, _ source: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>,
    _ count: Int
  ) {
    Scalar.kernels.combine(
      LinearCombination(count: count, a: 1, x: target, b: weight, y: source, output: target))
  }
}
