/// Prices of the three numbers of a cost, in units of value: Lagrange multipliers of a knapsack.
///
/// For any prices, the best value less price of every group, plus what the range is worth, is an upper
/// bound of the value of all packings. These are the prices for which it is least, up to the width of
/// the last interval of the line searches; a price is above 0 where an upper limit binds and below
/// where a lower one does.
struct Prices {
  private(set) var parameters = 0.0
  private(set) var macs = 0.0
  private(set) var blocks = 0.0
  /// What the range is worth.
  private(set) var rangePrice = 0.0

  /// - Parameters:
  ///   - low: what a packing takes at least, number by number.
  ///   - high: what it takes at most.
  init(groups: [[Knapsack.Item]], range: CostRange, from low: Cost, to high: Cost) {
    let lines = [
      Line(\.parameters, \.parameters), Line(\.macs, \.macs), Line(\.blocks, \.blocks),
    ].compactMap { $0.bound(groups, range: range, from: low, to: high) }
    guard !lines.isEmpty else { return }
    let flat = groups.map { group in group.map { ($0, Double($0.value)) } }
    _ = lower(along: lines[...]) { prices in
      flat.reduce(prices.rangePrice) { sum, group in
        sum
          + group.reduce(-.infinity) { best, item in
            max(best, item.1 - prices.price(of: item.0.cost))
          }
      }
    }
  }

  func price(of cost: Cost) -> Double {
    parameters * Double(cost.parameters) + macs * Double(cost.macs) + blocks * Double(cost.blocks)
  }

  private struct Line {
    let cost: KeyPath<Cost, Int>
    let price: WritableKeyPath<Prices, Double>
    var interval = 0.0...0.0
    var (least, most) = (0.0, 0.0)

    init(_ cost: KeyPath<Cost, Int>, _ price: WritableKeyPath<Prices, Double>) {
      (self.cost, self.price) = (cost, price)
    }

    /// Nil when the range does not bind here. The prices tried end at the steepest gain of value per
    /// cost, from the cheapest item of a group or from the dearest: where nothing else has a price,
    /// all groups then take that item.
    func bound(
      _ groups: [[Knapsack.Item]], range: CostRange, from low: Cost, to high: Cost
    ) -> Line? {
      var line = self
      let binds = (
        below: low[keyPath: cost] < range.least[keyPath: cost],
        above: high[keyPath: cost] > range.most[keyPath: cost]
      )
      guard binds.below || binds.above else { return nil }
      let lower = binds.below ? -steepest(groups, from: max) : 0
      let upper = binds.above ? steepest(groups, from: min) : 0
      line.interval = lower...upper
      line.least = Double(range.least[keyPath: cost])
      line.most = Double(range.most[keyPath: cost])
      return line
    }

    private func steepest(
      _ groups: [[Knapsack.Item]], from end: (Int, Int) -> Int
    ) -> Double {
      groups.reduce(0) { steepest, group in
        let costs = group.map { $0.cost[keyPath: cost] }
        let start = costs.reduce(costs[0], end)
        let value = zip(group, costs).filter { $1 == start }.map { $0.0.value }.max()!
        return zip(group, costs).filter { $1 != start }.reduce(steepest) {
          max($0, Double($1.0.value - value) / Double(abs($1.1 - start)))
        }
      }
    }

    /// The most that a price times a number of the range comes to.
    func worth(_ price: Double) -> Double { price > 0 ? price * most : price * least }
  }

  /// Minimises a convex function of the prices by golden sections, one line within the other.
  private mutating func lower(
    along lines: ArraySlice<Line>, _ bound: (Prices) -> Double
  ) -> Double {
    guard let line = lines.first else { return bound(self) }
    let outerPrice = rangePrice
    func probe(_ price: Double) -> (value: Double, prices: Prices) {
      var prices = self
      prices[keyPath: line.price] = price
      prices.rangePrice = outerPrice + line.worth(price)
      let value = prices.lower(along: lines.dropFirst(), bound)
      return (value, prices)
    }
    let ratio = (5.0.squareRoot() - 1) / 2
    var (low, high) = (line.interval.lowerBound, line.interval.upperBound)
    var best = probe(0)
    var (a, b) = (high - ratio * (high - low), low + ratio * (high - low))
    var (atA, atB) = (probe(a), probe(b))
    for _ in 0..<Self.sectionCount {
      if atA.value < best.value { best = atA }
      if atB.value < best.value { best = atB }
      if atA.value <= atB.value {
        (high, b, atB) = (b, a, atA)
        a = high - ratio * (high - low)
        atA = probe(a)
      } else {
        (low, a, atA) = (a, b, atB)
        b = low + ratio * (high - low)
        atB = probe(b)
      }
    }
    self = best.prices
    return best.value
  }

  /// An interval ends 10⁻⁶ times as wide.
  private static let sectionCount = 30
}
