extension Resampling {
  /// Kendall's τ-b: concordant less discordant pairs over the geometric mean of the pairs not tied in
  /// either order; no value when all rows are tied in one.
  ///
  /// Kendall, Biometrika 33, 1945.
  public func tau(_ first: SampledOrdering, _ second: SampledOrdering) -> Resampled {
    let agreement = concordance(first.ordering, second.ordering)
    return Resampled(
      agreement.indices.map { draw in
        let (firstCount, secondCount) = (first.untiedCounts[draw], second.untiedCounts[draw])
        guard firstCount > 0, secondCount > 0 else { return nil }
        return Double(agreement[draw])
          / (Double(firstCount) * Double(secondCount)).squareRoot()
      })
  }

  /// Concordant less discordant pairs over all pairs of a selection, ties counting as neither; no
  /// value without pairs.
  public func tau(
    _ first: SampledOrdering, _ second: SampledOrdering, among pairs: SampledPairs
  ) -> Resampled {
    let agreement = concordance(first.ordering, second.ordering, among: pairs.selection)
    return Resampled(zip(agreement, pairs.counts).map { $1 > 0 ? Double($0) / Double($1) : nil })
  }

  /// Spearman's ρ: the correlation of ranks, equal values sharing the mean of theirs; no value when
  /// all rows are tied in one order.
  public func rho(_ first: SampledOrdering, _ second: SampledOrdering) -> Resampled {
    let (first, second) = (LevelRows(first.ordering), LevelRows(second.ordering))
    var values = [Double?](repeating: nil, count: 1 + sampleCount)
    weights.withUnsafeBufferPointer { weights in
      for draw in values.indices {
        let weights = UnsafeBufferPointer(
          rebasing: weights[draw * rowCount..<(draw + 1) * rowCount])
        values[draw] = correlation(first.ranks(weights), second.ranks(weights), weights)
      }
    }
    return Resampled(values)
  }
}

/// Kendall's partial τ of x and y with z held: (τxy − τxz τyz) / √((1 − τxz²)(1 − τyz²)); no value
/// when z has the order of either.
///
/// Kendall, Biometrika 32, 1942.
public func partialTau(_ xy: Resampled, _ xz: Resampled, _ yz: Resampled) -> Resampled {
  Resampled(
    xy.values.indices.map { draw in
      guard let xy = xy.values[draw], let xz = xz.values[draw], let yz = yz.values[draw]
      else { return nil }
      let rest = (1 - xz * xz) * (1 - yz * yz)
      return rest > 0 ? (xy - xz * yz) / rest.squareRoot() : nil
    })
}

/// The rows of every level, lowest first.
private struct LevelRows {
  let rows: [[Int]]
  let rowCount: Int

  init(_ ordering: Ordering) {
    var rows = [[Int]](repeating: [], count: Int(ordering.levels.max() ?? -1) + 1)
    for (row, level) in ordering.levels.enumerated() { rows[Int(level)].append(row) }
    self.rows = rows
    rowCount = ordering.rowCount
  }

  /// The ranks of rows that are there so many times.
  func ranks(_ weights: UnsafeBufferPointer<Int16>) -> [Double] {
    var ranks = [Double](repeating: 0, count: rowCount)
    var below = 0
    for level in rows {
      let count = level.reduce(0) { $0 + Int(weights[$1]) }
      for row in level { ranks[row] = Double(below) + Double(count + 1) / 2 }
      below += count
    }
    return ranks
  }
}

private func correlation(
  _ x: [Double], _ y: [Double], _ weights: UnsafeBufferPointer<Int16>
) -> Double? {
  let mean = Double(x.count + 1) / 2
  var (xy, xx, yy) = (0.0, 0.0, 0.0)
  for row in x.indices {
    let (weight, dx, dy) = (Double(weights[row]), x[row] - mean, y[row] - mean)
    xy += weight * dx * dy
    xx += weight * dx * dx
    yy += weight * dy * dy
  }
  return xx > 0 && yy > 0 ? xy / (xx * yy).squareRoot() : nil
}
