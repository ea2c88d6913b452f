import AsViTNumerics

/// Which pairs of rows a statistic is of.
public enum PairSelection: Sendable {
  case all
  /// The pairs whose values differ by at most so much.
  case near([Double], tolerance: Double)
  /// The pairs with equal numbers.
  case equal([Int])
}

extension Resampling {
  /// Σ wᵢ wⱼ sign(i, j) over the pairs i > j, for the rows and for every sample: whole numbers, the
  /// same in any order.
  ///
  /// - Parameter fill: writes sign(i, j) for every j below i.
  /// - Complexity: O(n²) for each sample.
  func pairSums(
    _ fill: @Sendable (_ row: Int, _ signs: UnsafeMutablePointer<Int16>) -> Void
  ) -> [Int] {
    let rowsAtOnce = 16
    let (rowCount, drawCount) = (rowCount, 1 + sampleCount)
    let blocks = ResultSlots<[Int]>(count: (rowCount + rowsAtOnce - 1) / rowsAtOnce)
    workers.forEach(blocks.count) { block, _ in
      let first = block * rowsAtOnce
      let rows = first..<min(first + rowsAtOnce, rowCount)
      var sums = [Int](repeating: 0, count: drawCount)
      withUnsafeTemporaryAllocation(of: Int16.self, capacity: rows.count * rowCount) { signs in
        let signs = signs.baseAddress!
        for row in rows { fill(row, signs + (row - first) * rowCount) }
        weights.withUnsafeBufferPointer { weights in
          for draw in 0..<drawCount {
            let weights = weights.baseAddress! + draw * rowCount
            for row in rows where weights[row] > 0 {
              let sum = dot(weights, signs + (row - first) * rowCount, count: row)
              sums[draw] += Int(weights[row]) * Int(sum)
            }
          }
        }
      }
      blocks[block] = sums
    }
    return blocks.values.reduce(into: Array(repeating: 0, count: drawCount)) { total, sums in
      for draw in 0..<drawCount { total[draw] += sums[draw] }
    }
  }

  /// Concordant less discordant pairs.
  func concordance(
    _ first: Ordering, _ second: Ordering, among selection: PairSelection = .all
  ) -> [Int] {
    let (first, second) = (first.levels, second.levels)
    return pairSums { row, signs in
      first.withUnsafeBufferPointer { first in
        second.withUnsafeBufferPointer { second in
          let (x, y) = (first[row], second[row])
          for other in 0..<row {
            signs[other] = sign(x, first[other]) &* sign(y, second[other])
          }
        }
      }
      selection.clear(row, signs)
    }
  }

  /// An order with the pairs in it that are not tied, of the rows and of every sample.
  public func counting(_ ordering: Ordering) -> SampledOrdering {
    SampledOrdering(ordering: ordering, untiedCounts: concordance(ordering, ordering))
  }

  /// A selection with its pairs, of the rows and of every sample.
  public func counting(_ selection: PairSelection) -> SampledPairs {
    SampledPairs(
      selection: selection,
      counts: pairSums { row, signs in
        signs.update(repeating: 1, count: row)
        selection.clear(row, signs)
      })
  }

  /// How many pairs of the rows a selection has.
  public func count(_ selection: PairSelection) -> Int {
    Resampling(rowCount: rowCount, sampleCount: 0, seed: Seed(0), workers: workers)
      .counting(selection).count
  }
}

/// An order of the rows of a resampling.
public struct SampledOrdering: Sendable {
  public let ordering: Ordering
  let untiedCounts: [Int]
}

/// Pairs of the rows of a resampling.
public struct SampledPairs: Sendable {
  let selection: PairSelection
  let counts: [Int]

  /// The count in the rows themselves.
  public var count: Int { counts[0] }
}

extension PairSelection {
  /// Sets to 0 what stands for pairs of `row` that do not belong to the selection.
  fileprivate func clear(_ row: Int, _ signs: UnsafeMutablePointer<Int16>) {
    switch self {
    case .all: break
    case .near(let values, let tolerance):
      for other in 0..<row where (values[row] - values[other]).magnitude > tolerance {
        signs[other] = 0
      }
    case .equal(let numbers):
      for other in 0..<row where numbers[row] != numbers[other] { signs[other] = 0 }
    }
  }
}

@inline(__always)
private func sign(_ a: Int32, _ b: Int32) -> Int16 { (a > b ? 1 : 0) &- (a < b ? 1 : 0) }

/// Σ wᵢ sᵢ; at most as many as there are rows, so 32 bits hold it.
private func dot(
  _ weights: UnsafePointer<Int16>, _ signs: UnsafePointer<Int16>, count: Int
) -> Int32 {
  var sum: Int32 = 0
  for index in 0..<count { sum &+= Int32(weights[index]) &* Int32(signs[index]) }
  return sum
}
