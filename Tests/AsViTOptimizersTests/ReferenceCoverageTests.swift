import AsViTTestSupport
import Testing

/// What the package's own reference values have to cover.
@Suite struct ReferenceCoverageTests {
  private struct File: Decodable {
    let cases: [Case]
  }

  /// The keys of all kinds of cases.
  private struct Case: Decodable {
    let optimizer, kind, rule: String?
    let schedule: String?

    enum CodingKeys: String, CodingKey {
      case optimizer, kind, rule
      case schedule = "class"
    }
  }

  private func cases(of family: String) throws -> [Case] {
    try Golden.cases(of: family, under: Golden.packageRoot)
      .flatMap { try $0.decoded(as: File.self).cases }
  }

  @Test func `every rule, and what stands around rules`() throws {
    let cases = try cases(of: "optimizers")
    #expect(
      Set(cases.compactMap(\.optimizer)) == ["sgd", "adam", "adamw", "lars", "lamb", "adan"])
    #expect(
      Set(cases.compactMap(\.kind)) == ["clip_grad_norm", "gradient_accumulation", "ema"])
  }

  @Test func `every schedule and scaling`() throws {
    let cases = try cases(of: "schedules")
    #expect(
      Set(cases.compactMap(\.schedule)) == [
        "ConstantWithLinearWarmup", "CosineAnnealingLR", "CosineLRScheduler", "MultiStepLR",
        "MultiStepLRScheduler", "OneCycleLR", "PolyLRScheduler", "PolynomialLR", "SequentialLR",
        "StepLR", "StepLRScheduler", "fit_one_cycle",
      ])
    #expect(
      Set(cases.filter { $0.schedule == nil }.compactMap(\.rule)) == [
        "linear", "sqrt", "lamb_bert",
      ])
  }

  @Test func `all runs are there`() throws {
    let reference = try DigitsRun.Reference.loaded.get()
    #expect(reference.runs.count == 30)
    #expect(reference.runs.allSatisfy { $0.seeds.map(\.seed) == [0, 1, 2, 3, 4] })
    #expect(reference.recordedUpdates == [0, 1, 2, 5, 10, 25, 50, 100, 200, 300])
  }
}
