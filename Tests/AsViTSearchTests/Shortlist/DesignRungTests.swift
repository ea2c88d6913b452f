import AsViTNumerics
import AsViTSearch
import Testing

struct DesignRungTests {
  private func rung(_ losses: [[Double?]]) -> DesignRung {
    DesignRung(losses: losses, seed: Seed(0))
  }

  @Test func `the better half goes on where seeds agree`() throws {
    let rung = rung([[0.5, 0.52], [0.3, 0.31], [0.4, 0.41], [0.6, 0.62], [0.7, 0.75]])
    #expect(try #require(rung.repeats?.tau).value == 1)
    #expect(rung.agrees)
    #expect(rung.survivors == [1, 2, 0])
  }

  /// Of six pairs four are in one order: τ = 1/3.
  @Test func `nobody is dropped where seeds disagree`() throws {
    let rung = rung([[0.1, 0.2], [0.2, 0.1], [0.3, 0.4], [0.4, 0.3]])
    #expect(abs(try #require(rung.repeats?.tau).value - 1.0 / 3) < 1e-12)
    #expect(!rung.agrees)
    #expect(rung.survivors == [0, 1, 2, 3])
  }

  @Test func `a design of which a training diverged does not go on`() {
    let rung = rung([[0.1, nil], [0.2, 0.21], [0.3, 0.31]])
    #expect(rung.ranked == [1, 2] && rung.diverged == [0])
    #expect(rung.survivors == [1])
    #expect(rung.means[0] == nil)
  }

  @Test func `the last design is trained on alone`() {
    #expect(rung([[0.4, 0.2]]).survivors == [0])
    #expect(rung([[nil, 0.2]]).survivors.isEmpty)
  }

  /// Two designs with deviations of 0.1 √2 and 0.2 √2 about their means: pooled √0.05, one degree of
  /// freedom each, and t = 4.303 for two.
  @Test func `what is noise is measured on all designs together`() throws {
    let rung = rung([[0.9, 1.1], [1.8, 2.2]])
    #expect(abs(try #require(rung.repeats).deviation - 0.05.squareRoot()) < 1e-12)
    #expect(abs(try #require(rung.margin) - 4.30265 * 0.05.squareRoot()) < 1e-4)
    let error = try #require(rung.deviationOfMean(of: [[1, 3], [5, 5]]))
    #expect(abs(error - (1.0 / 2).squareRoot()) < 1e-12)
  }
}
