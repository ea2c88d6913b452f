import AsViTNumerics
import AsViTStatistics
import Testing

@testable import AsViTSearch

struct RepeatabilityTests {
  private func repeats(_ trainings: [[Double]]) -> Repeatability? {
    Repeatability(of: trainings, seed: Seed(1), workers: Workers(count: 2))
  }

  @Test func `trainings in one order have a tau of 1`() throws {
    let found = try #require(repeats([[1, 2], [3, 5], [8, 9], [10, 20]]))
    #expect(found.tau?.value == 1)
    #expect(found.trainingCount == 2 && found.architectureCount == 4)
    // Half the squares of the differences, 1, 2, 1 and 10, over four degrees of freedom.
    #expect(abs(found.deviation - (106.0 / 8).squareRoot()) < 1e-14)
    #expect(abs(found.deviationOfMean - (106.0 / 16).squareRoot()) < 1e-14)
  }

  @Test func `tau is the mean over pairs of trainings`() throws {
    let trainings = [[1.0, 1, 3], [2, 3, 2], [3, 2, 1]]
    // Places 0 and 1: 2 concordant, 1 discordant; 0 and 2: all discordant; 1 and 2: 1 and 2.
    let expected = (1.0 / 3 - 1 - 1.0 / 3) / 3
    #expect(abs(try #require(repeats(trainings)?.tau).value - expected) < 1e-15)
  }

  @Test func `architectures trained less often count for the deviation alone`() throws {
    let found = try #require(repeats([[1, 3], [5], [], [2, 2]]))
    #expect(found.architectureCount == 2 && found.deviation == 1)
  }

  @Test func `nothing is known of single trainings`() {
    #expect(repeats([[1], [2], []]) == nil && repeats([]) == nil)
  }

  @Test func `numbers near the largest do not overflow`() throws {
    let found = try #require(repeats([[1e300, -1e300], [0, 1]]))
    #expect(found.deviation.isFinite && found.deviation > 1e299)
  }
}
