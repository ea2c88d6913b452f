import AsViTArchitecture
import AsViTNumerics
import AsViTProxies
import Foundation
import Testing

/// The list of proxies, and what those without networks come to.
struct ProxyTests {
  @Test func `no two proxies share a name`() {
    for names in [
      proxies.map { $0.metric.rawValue }, proxies.map { $0.word }, proxies.map { $0.title },
    ] {
      #expect(Set(names).count == names.count)
    }
    #expect(proxies.allSatisfy { !$0.word.contains(",") })
  }

  @Test func `closed forms have one value, whatever the seed, without images`() throws {
    let architecture = try AsViTFamily(imageSide: 32, classCount: 10)
      .architecture(for: Genotype("4,2,2|2,1,2|2,1,2|2,1,2|16,8"))
    let scorer = ProxyScorer(
      images: [], settings: ProxySettings(metrics: [ParameterCount.metric, MACCount.metric]),
      threadCount: 1)
    let scores = scorer.scores(of: architecture, seed: Seed(1))
    #expect(
      scores == [
        ParameterCount.metric: Measurement(
          repeats: [.value(Double(architecture.parameterCount))]),
        MACCount.metric: Measurement(repeats: [.value(Double(architecture.macCount))]),
      ])
    #expect(scorer.scores(of: architecture, seed: Seed(2)) == scores)
    // The program alone: neither network nor passes.
    #expect(scorer.memoryBound(of: [architecture]) == 64 << 20)
  }

  @Test func `scores are objects by metric, with mean and deviation`() throws {
    let scores: Scores = [
      ConditionNumber.metric: Measurement(repeats: [.value(1), .value(3)]),
      Metric("beauty"): Measurement(repeats: [.singular]),
    ]
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let json = try encoder.encode(scores)
    #expect(
      String(decoding: json, as: UTF8.self)
        == """
        {"beauty":{"mean":"singular","repeats":["singular"]},\
        "conditionNumber":{"mean":2,"repeats":[1,3],"standardDeviation":1.4142135623730951}}
        """)
    #expect(try JSONDecoder().decode(Scores.self, from: json) == scores)
    let repeatsAlone = #"{"beauty":{"repeats":["singular"]}}"#
    #expect(
      try JSONDecoder().decode(Scores.self, from: Data(repeatsAlone.utf8))[Metric("beauty")]
        == scores[Metric("beauty")])
  }
}
