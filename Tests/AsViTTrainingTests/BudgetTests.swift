import AsViTNumerics
import AsViTTraining
import Foundation
import Testing

struct BudgetTests {
  @Test(arguments: [
    ("5ep", Budget.epochs(5)), ("0.5epochs", .epochs(0.5)), ("2000steps", .steps(2000)),
    ("10min", .seconds(600)), ("90s", .seconds(90)), ("1.5h", .seconds(5400)),
    ("1e15flop", .operations(1e15)),
  ])
  func `budgets are read`(text: String, budget: Budget) throws {
    #expect(Budget(text) == budget)
    #expect(Budget(budget.description) == budget)
    let coded = try JSONDecoder().decode(Budget.self, from: JSONEncoder().encode(budget))
    #expect(coded == budget)
  }

  @Test(arguments: [
    ("62s", "62s"), ("600s", "10min"), ("1h", "60min"), ("0.5min", "30s"), ("1.1min", "66s"),
    ("1e22s", "1e+22s"), ("0.25epochs", "0.25ep"), ("3e3steps", "3000steps"),
  ])
  func `budgets are told as they were given`(text: String, told: String) {
    #expect(Budget(text)?.description == told)
  }

  /// Whole seconds, and amounts of every size: their bits come back.
  @Test func `texts read back to the bit`() throws {
    var amounts = (1...100_000).map(Double.init)
    var generator = SplitMix64(seed: Seed(1))
    for _ in 0..<100_000 {
      amounts.append(
        Double.random(in: 1..<2, using: &generator)
          * pow(10, Double.random(in: -8...99, using: &generator)))
    }
    for amount in amounts {
      for budget in [Budget.seconds(amount), .epochs(amount), .operations(amount)] {
        if Budget(budget.description) != budget {
          Issue.record("\(budget) is not \(amount)")
          return
        }
      }
    }
    for count in [1, 1 << 53 + 1, Int.max] {
      #expect(Budget(Budget.steps(count).description) == .steps(count))
    }
    // The largest that is read in one unit is told in another.
    #expect(Budget("1e98min").flatMap { Budget($0.description) } == Budget("1e98min"))
  }

  @Test(arguments: [
    "", "ep", "5", "5 ep", "-1ep", "0ep", "nanep", "infmin", "1.5steps", "0steps", "-3steps",
    "5eps", "ten min",
    "1e308h", "1e100h", "2e100ep", "1e-300flop",
  ])
  func `other texts are refused`(text: String) { #expect(Budget(text) == nil) }

  @Test func `budgets pay for multiply-accumulates`() {
    func macs(_ budget: Budget) -> Double? {
      budget.forwardMACs(imageCount: 100, batchSize: 32, macCount: 10)
    }
    #expect(macs(.epochs(2)) == 2000)
    #expect(macs(.epochs(0.255)) == 260)
    // Three batches of 32 and one of four in each pass.
    #expect(macs(.steps(3)) == 960)
    #expect(macs(.steps(4)) == 1000)
    #expect(macs(.steps(9)) == 2320)
    // Two operations for each, backward twice forward.
    #expect(macs(.operations(6000)) == 1000)
    #expect(macs(.seconds(1)) == nil)
  }

  @Test func `budgets beyond whole numbers pay`() throws {
    let macs = try #require(
      Budget.steps(.max).forwardMACs(imageCount: 90, batchSize: .max, macCount: 1000))
    #expect(abs(macs / (0x1p63 * 90 * 1000) - 1) < 1e-12)
  }
}
