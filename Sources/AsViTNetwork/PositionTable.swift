public import AsViTNumerics

/// A learned table of positions at another token grid.
public enum PositionTable {
  /// Row-major `[side², channels]` to `[newSide², channels]`: bilinear between the centres of the
  /// cells, the border repeated, no antialiasing.
  ///
  /// For the table and for the optimizer's moments of it: bilinear weights keep second moments
  /// non-negative. Wang et al., TPAMI 2024, the authors' code.
  public static func resized<Scalar: NetworkScalar>(
    _ values: [Scalar], from side: Int, to newSide: Int
  ) -> [Scalar] {
    precondition(
      side > 0 && newSide > 0 && values.count.isMultiple(of: side * side),
      "\(values.count) values of a \(side) x \(side) grid to \(newSide) x \(newSide)")
    let channels = values.count / (side * side)
    let taps = (0..<newSide).map { Tap($0, from: side, to: newSide) }
    var resized: [Scalar] = []
    resized.reserveCapacity(newSide * newSide * channels)
    for row in taps {
      for column in taps {
        func value(_ y: Int, _ x: Int, _ channel: Int) -> Double {
          Double(values[(y * side + x) * channels + channel])
        }
        for channel in 0..<channels {
          let upper = column.mixed(
            value(row.first, column.first, channel), value(row.first, column.second, channel))
          let lower = column.mixed(
            value(row.second, column.first, channel), value(row.second, column.second, channel))
          resized.append(Scalar(row.mixed(upper, lower)))
        }
      }
    }
    return resized
  }

  /// The two cells of one axis that a new cell lies between.
  private struct Tap {
    let first, second: Int
    /// Of the second.
    let weight: Double

    init(_ index: Int, from side: Int, to newSide: Int) {
      let position = max((Double(index) + 0.5) * Double(side) / Double(newSide) - 0.5, 0)
      first = Int(position)
      second = min(first + 1, side - 1)
      weight = position - Double(first)
    }

    func mixed(_ a: Double, _ b: Double) -> Double { (1 - weight) * a + weight * b }
  }
}
