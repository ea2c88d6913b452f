import Testing

@testable import AsViTTraining

struct SuccessiveHalvingTests {
  private func rungs(_ count: Int) -> [[Double]] {
    SuccessiveHalving(candidateCount: count).rungs.map { [$0.fraction, Double($0.survivorCount)] }
  }

  @Test func `the better half goes on until one is left`() {
    #expect(rungs(1) == [[1, 1]])
    #expect(rungs(2) == [[0.5, 1], [1, 1]])
    #expect(rungs(5) == [[0.125, 3], [0.25, 2], [0.5, 1], [1, 1]])
    #expect(rungs(8) == [[0.125, 4], [0.25, 2], [0.5, 1], [1, 1]])
  }

  private func evaluation(right: Int, loss: Double?) -> Evaluation {
    Evaluation(loss: loss, confusion: [[right, 10 - right], [0, 10]], topFiveCount: 20)
  }

  @Test func `more right is better, then the lower loss, then the earlier`() {
    let evaluations: [(candidate: Int, evaluation: Evaluation?)] = [
      (0, evaluation(right: 5, loss: 1)), (1, nil), (2, evaluation(right: 7, loss: 2)),
      (3, evaluation(right: 7, loss: 1)), (4, evaluation(right: 7, loss: nil)),
      (5, evaluation(right: 7, loss: 1)),
    ]
    #expect(SuccessiveHalving.survivors(of: evaluations, count: 9) == [3, 5, 2, 4, 0])
    #expect(SuccessiveHalving.survivors(of: evaluations, count: 2) == [3, 5])
  }
}
