import AsViTNumerics

/// A learned table of positions, read at the grid of a network.
///
/// At another grid than its own the table is interpolated. Wang et al., TPAMI 2024, store the
/// interpolated table and its moments whenever the grid changes; here the table stays as it is, so that
/// networks for all grids share it and the optimizer sees one parameter.
struct PositionTable<Scalar: NetworkScalar>: @unchecked Sendable {
  /// `[side², channels]`.
  private let values: UnsafePointer<Scalar>
  private let grid: BilinearGrid<Scalar>
  var isInterpolated: Bool { grid.side != grid.outputSide }

  init(_ values: UnsafePointer<Scalar>, side: Int, channels: Int, gridSide: Int) {
    self.values = values
    grid = BilinearGrid(side: side, outputSide: gridSide, channels: channels)
  }

  /// The scalars at the network's grid.
  var count: Int { grid.outputCount }

  /// The table at the network's grid: the table itself, or interpolated into `scratch`.
  func atGrid(scratch: Arena<Scalar>) -> UnsafePointer<Scalar> {
    guard isInterpolated else { return values }
    let output = scratch.take(count)
    grid.resample(values, into: output)
    return UnsafePointer(output)
  }

  /// Adds the gradient by the table, given that at the network's grid.
  func addGradient(
    _ gradient: UnsafePointer<Scalar>, to tableGradient: UnsafeMutablePointer<Scalar>
  ) {
    grid.addGradient(gradient, to: tableGradient)
  }
}
