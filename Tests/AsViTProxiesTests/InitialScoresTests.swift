import AsViTArchitecture
import AsViTData
import AsViTNumerics
import AsViTProxies
import Foundation
import Testing

/// Scores of fresh networks against their distribution over PyTorch's initialisations.
/// `Scripts/reference/initial_scores.py` made `initial_scores.json`.
@Suite struct InitialScoresTests {
  struct Reference: Decodable {
    let draws: Int
    let imageSeed: UInt64
    let cases: [Case]

    static func loaded() throws -> Reference {
      let path = URL(filePath: #filePath).deletingLastPathComponent()
      return try JSONDecoder().decode(
        Reference.self, from: Data(contentsOf: path.appending(path: "initial_scores.json")))
    }
  }

  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let genotype: String
    let imageSide, stemStride, imageCount: Int
    let length, logConditionNumber: Distribution

    var testDescription: String { genotype }
  }

  struct Distribution: Decodable, Sendable {
    let mean, deviation: Double
  }

  @Test(arguments: try Reference.loaded().cases)
  func `means agree within three standard errors`(example: Case) throws {
    let reference = try Reference.loaded()
    let architecture = try AsViTFamily(
      imageSide: example.imageSide, stemStride: example.stemStride, classCount: 10
    ).architecture(for: Genotype(example.genotype))
    let settings = ProxySettings(
      metrics: [LengthDistortion.metric, ConditionNumber.metric], circlePointCount: 10,
      repeatCount: 200)
    let scores = ProxyScorer(
      images: images(example, seed: reference.imageSeed), settings: settings, threadCount: 2
    ).scores(of: architecture, seed: Seed(0))
    let lengths = try #require(scores[LengthDistortion.metric]).repeats.compactMap(\.value)
    let numbers = try #require(scores[ConditionNumber.metric]).repeats.compactMap(\.value)
    expect(lengths, from: example.length, draws: reference.draws)
    expect(numbers.map { log($0) }, from: example.logConditionNumber, draws: reference.draws)
  }

  private func images(_ example: Case, seed: UInt64) -> [Image] {
    var generator = SplitMix64(seed: Seed(seed))
    let side = example.imageSide
    return (0..<example.imageCount).map { _ in
      Image(
        width: side, height: side,
        values: (0..<3 * side * side).map { _ in Float(generator.next() >> 40) / 8_388_608 - 1 })
    }
  }

  private func expect(_ values: [Double], from expected: Distribution, draws: Int) {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    let error =
      (variance / count + expected.deviation * expected.deviation / Double(draws)).squareRoot()
    #expect(count == 200)
    #expect(abs(mean - expected.mean) < 3 * error, "\(mean), expected \(expected.mean) ± \(error)")
    #expect((0.8...1.25).contains(variance.squareRoot() / expected.deviation))
  }
}
