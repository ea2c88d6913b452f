import AsViTTraining
import FoundationEssentials
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
    "", "ep", "5", "5 ep", "-1ep", "0ep", "nanep", "infmin", "1.5steps", "5eps", "ten min",
    "1e308h", "2e100ep",
    "1e-300flop",
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
