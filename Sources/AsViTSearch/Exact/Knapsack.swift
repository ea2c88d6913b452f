/// A multiple-choice knapsack: one item of every group is taken, the sum of costs stays in a range,
/// and the sum of values is to be large.
///
/// All sums are of whole numbers, so that they are exact and do not depend on the order of groups.
/// Kellerer, Pferschy and Pisinger, Knapsack Problems, 2004, chapter 11.
struct Knapsack {
  struct Item: Hashable {
    let value: Int
    let cost: Cost
  }

  /// One way to take an item of each group.
  struct Packing {
    let value: Int
    let cost: Cost
    /// The index of an item for each group: of several ways to the same sums the first in order.
    let items: [Int]
    /// How many ways lead to the same sums.
    var wayCount: Int
  }

  /// None is empty.
  let groups: [[Item]]
  let range: CostRange
  /// What any choice among the groups from one on takes at least, and at most, number by number; one
  /// entry more than there are groups.
  private let leastRest: [Cost]
  private let mostRest: [Cost]
  private let prices: Prices
  /// The sum of values less prices in the best case, of the groups from one on.
  private let bestRest: [Double]
  /// No packing has a larger value; below it at most by rounding.
  let bound: Double

  /// - Returns: nil when nothing fits, number by number.
  init?(groups: [[Item]], range: CostRange) {
    func rest(_ choose: (Cost, Cost) -> Cost) -> [Cost] {
      groups.reversed().reduce(into: [Cost.zero]) { rest, group in
        let first = group[0].cost
        rest.append(rest[rest.count - 1] + group.reduce(first) { choose($0, $1.cost) })
      }.reversed()
    }
    leastRest = rest(Cost.least)
    mostRest = rest(Cost.most)
    guard range.meets(from: leastRest[0], to: mostRest[0]) else { return nil }
    self.groups = groups
    self.range = range
    let prices = Prices(groups: groups, range: range, from: leastRest[0], to: mostRest[0])
    self.prices = prices
    bestRest = groups.reversed().reduce(into: [0.0]) { rest, group in
      rest.append(
        rest[rest.count - 1]
          + group.reduce(-.infinity) { max($0, Double($1.value) - prices.price(of: $1.cost)) })
    }.reversed()
    bound = bestRest[0] + prices.rangePrice
  }

  /// No choice of items has a smaller value.
  var leastValue: Int { groups.reduce(0) { $0 + $1.map(\.value).min()! } }

  /// The packings with a value of at least `threshold`, one for each sum of value and costs.
  ///
  /// Groups are added one by one. A partial packing is left out when the least, or the most, that the
  /// rest can take leads out of the range, and when the rest cannot reach the threshold at prices
  /// for costs (Lagrange multipliers): both never concern a packing that is asked for.
  func packings(atLeast threshold: Int) -> [Packing] {
    /// A way to the sums of the groups so far.
    struct Step {
      let previous: Int32
      let item: Int32
    }
    let rounding = 1 + 1e-9 * (abs(bound) + abs(prices.rangePrice))
    let floor = Double(threshold) - rounding - prices.rangePrice
    var sums = [Item(value: 0, cost: .zero)]
    var wayCounts = [1]
    var steps: [[Step]] = []
    for (index, group) in groups.enumerated() {
      var places: [Item: Int] = [:]
      var (nextSums, nextCounts): ([Item], [Int]) = ([], [])
      var level: [Step] = []
      for (previous, sum) in sums.enumerated() {
        for (itemIndex, item) in group.enumerated() {
          let next = Item(value: sum.value + item.value, cost: sum.cost + item.cost)
          guard
            range.meets(
              from: next.cost + leastRest[index + 1], to: next.cost + mostRest[index + 1]),
            Double(next.value) - prices.price(of: next.cost) + bestRest[index + 1] >= floor
          else { continue }
          if let place = places[next] {
            nextCounts[place] += wayCounts[previous]
          } else {
            places[next] = nextSums.count
            nextSums.append(next)
            nextCounts.append(wayCounts[previous])
            level.append(Step(previous: Int32(previous), item: Int32(itemIndex)))
          }
        }
      }
      (sums, wayCounts) = (nextSums, nextCounts)
      steps.append(level)
    }
    return sums.indices.filter { sums[$0].value >= threshold }.map { last in
      var (place, items): (Int, [Int]) = (last, [])
      for level in steps.reversed() {
        items.append(Int(level[place].item))
        place = Int(level[place].previous)
      }
      return Packing(
        value: sums[last].value, cost: sums[last].cost, items: items.reversed(),
        wayCount: wayCounts[last])
    }
  }
}
