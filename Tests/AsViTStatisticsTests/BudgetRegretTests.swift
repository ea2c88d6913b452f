import AsViTStatistics
import Testing

struct BudgetRegretTests {
  /// Two rows: 19 budgets admit the first alone, the last admits both.
  @Test func `a wrong choice costs what the best has more`() {
    let (truth, cost) = ([60.0, 70.0], [1.0, 2.0])
    func regret(_ score: [Double?]?) -> Double? {
      budgetRegret(choosingBy: score.map { Ordering($0) }, truth: truth, cost: cost)
    }
    #expect(regret([1, 2]) == 0)
    #expect(regret([2, 1]) == 10.0 / 20)
    #expect(regret([1, nil]) == 10.0 / 20)
    #expect(regret([1, 1]) == 5.0 / 20)
    #expect(regret(nil) == 5.0 / 20)
    #expect(budgetRegret(choosingBy: nil, truth: [], cost: []) == nil)
  }

  @Test func `the dearest rows count once they can be paid`() {
    let cost = (0..<11).map { Double($0) }
    let truth = cost.map { $0 == 10 ? 1.0 : 0 }
    // Every choice but the last is free of regret.
    #expect(
      budgetRegret(choosingBy: Ordering(cost.map { -$0 }), truth: truth, cost: cost) == 1.0 / 20)
  }
}
