import AsViTArchitecture
import AsViTProxies
import Testing

@testable import AsViTSearch

@Suite struct FrontFindingsTests {
  private let scorer = SyntheticScorer()

  private func findings(
    _ objective: Objective, failing: Bool = false
  ) throws -> (findings: FrontFindings, steps: [SearchStep]) {
    let settings = SearchSettings(
      controller: .evolution, stepCount: 120, objective: objective, pareto: true)
    var search = try Search(space: .imageNet, settings: settings)
    let steps = try (0..<120).map { number in
      try search.step { architecture, seed in
        var scores = scorer.scores(of: architecture, seed: seed)
        scores[MACCount.metric] = Measurement(repeats: [.value(Double(architecture.macCount))])
        if failing, number.isMultiple(of: 3) {
          scores[LengthDistortion.metric] = Measurement(repeats: [.nonFinite])
        }
        return scores
      }
    }
    return (FrontFindings(of: steps, by: objective), steps)
  }

  private let trade = Objective([
    Objective.Term(LengthDistortion.metric, .higher), Objective.Term(MACCount.metric, .lower),
  ])

  @Test(arguments: [false, true])
  func `the hypervolume never falls and ends at that of the members`(failing: Bool) throws {
    let (findings, steps) = try findings(trade, failing: failing)
    #expect(findings.hypervolumes.count == 120)
    #expect(zip(findings.hypervolumes, findings.hypervolumes.dropFirst()).allSatisfy { $0 <= $1 })
    let (best, worst) = (findings.ideal, findings.reference)
    #expect(best[0] > worst[0] && best[1] < worst[1])
    let costs = findings.members.map { member in
      zip(trade.metrics, zip(best, worst)).map { metric, ends in
        ((member.scores.value(of: metric) ?? .nan) - ends.0) / (ends.1 - ends.0)
      }
    }
    let volume = hypervolume(of: costs, to: [1, 1])
    #expect(abs(volume - (findings.hypervolumes.last ?? 0)) < 1e-12)
    // Nothing seen beats a member.
    for step in steps {
      guard let length = step.scores.value(of: LengthDistortion.metric) else { continue }
      #expect(
        !findings.members.contains { member in
          length > (member.scores.value(of: LengthDistortion.metric) ?? 0)
            && step.macCount < member.macCount
        })
    }
  }

  @Test func `without values there is no front`() {
    let findings = FrontFindings(of: [], by: trade)
    #expect(findings.members.isEmpty && findings.ideal.isEmpty && findings.hypervolumes.isEmpty)
  }

  @Test func `sizes and latency are costs`() throws {
    let objective = try Objective(pareto: [
      LengthDistortion.self, ConditionNumber.self, ParameterCount.self, MACCount.self,
      Latency.self,
    ])
    #expect(objective.terms.map(\.direction) == [.higher, .lower, .lower, .lower, .lower])
    #expect(throws: SearchError.noDirection(ExtrinsicCurvature.metric)) {
      try Objective(pareto: [ExtrinsicCurvature.self])
    }
  }
}
