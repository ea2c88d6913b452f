/// Whether costs are nowhere more than others, and somewhere less.
func dominates(_ a: [Double], _ b: [Double]) -> Bool {
  var isLess = false
  for (a, b) in zip(a, b) {
    if a > b { return false }
    if a < b { isLess = true }
  }
  return isLess
}

/// The fronts of some points, each the indices of what none but those of earlier fronts dominates, in
/// order.
///
/// Deb et al., IEEE Transactions on Evolutionary Computation 6(2), 2002, §III-A.
///
/// - Parameter costs: `[points][terms]`, of which less is better.
func nonDominatedFronts(of costs: [[Double]]) -> [[Int]] {
  var dominated = costs.map { _ in [] as [Int] }
  var dominatorCounts = costs.map { _ in 0 }
  for a in costs.indices {
    for b in costs.indices where dominates(costs[a], costs[b]) {
      dominated[a].append(b)
      dominatorCounts[b] += 1
    }
  }
  var fronts: [[Int]] = []
  var front = costs.indices.filter { dominatorCounts[$0] == 0 }
  while !front.isEmpty {
    fronts.append(front)
    var next: [Int] = []
    for a in front {
      for b in dominated[a] {
        dominatorCounts[b] -= 1
        if dominatorCounts[b] == 0 { next.append(b) }
      }
    }
    front = next.sorted()
  }
  return fronts
}

/// How far the neighbours of each point of a front are from each other: the sum over terms of the
/// distance between those next to it, as a part of the term's range on the front; infinite for the ends.
///
/// A term in which all are equal, or in which one is infinite, adds nothing. Among equals the first one
/// stands first.
///
/// Deb et al., IEEE Transactions on Evolutionary Computation 6(2), 2002, §III-B.
///
/// - Parameter costs: `[points][terms]`.
func crowdingDistances(of costs: [[Double]]) -> [Double] {
  var distances = costs.map { _ in 0.0 }
  for term in costs.first?.indices ?? 0..<0 {
    let order = costs.indices.sorted { (costs[$0][term], $0) < (costs[$1][term], $1) }
    let (first, last) = (order[0], order[order.count - 1])
    let range = costs[last][term] - costs[first][term]
    guard range > 0, range.isFinite else { continue }
    distances[first] = .infinity
    distances[last] = .infinity
    for place in order.indices.dropFirst().dropLast() {
      let gap = costs[order[place + 1]][term] - costs[order[place - 1]][term]
      distances[order[place]] += gap / range
    }
  }
  return distances
}
