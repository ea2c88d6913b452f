/// What choosing by a score under a budget loses of the truth, in units of the truth.
///
/// Budgets are 20 quantiles of the cost, evenly spaced from 10 % to 100 %. For each, what is lost is the
/// best truth among the rows that cost no more, less the truth of the row among them that the score
/// puts highest; of several equally high the mean.
///
/// - Parameters:
///   - score: nil for a choice at random: the mean of all rows within the budget.
///   - truth: the higher the better.
/// - Returns: the mean over budgets; nil without rows.
public func budgetRegret(choosingBy score: Ordering?, truth: [Double], cost: [Double]) -> Double? {
  guard !truth.isEmpty else { return nil }
  let costs = cost.sorted()
  let budgetCount = 20
  var sum = 0.0
  for budget in 0..<budgetCount {
    let fraction = 0.1 + 0.9 * Double(budget) / Double(budgetCount - 1)
    let most = quantile(min(fraction, 1), ofSorted: costs)
    let rows = truth.indices.filter { cost[$0] <= most }
    var chosen = rows
    if let score {
      let highest = rows.map { score.levels[$0] }.max()
      chosen = rows.filter { score.levels[$0] == highest }
    }
    let best = rows.reduce(-Double.infinity) { max($0, truth[$1]) }
    sum += best - chosen.reduce(0) { $0 + truth[$1] } / Double(chosen.count)
  }
  return sum / Double(budgetCount)
}
