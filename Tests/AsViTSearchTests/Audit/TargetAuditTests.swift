import AsViTArchitecture
import AsViTNumerics
import AsViTProxies
import AsViTSearch
import AsViTStatistics
import Foundation
import Testing

struct TargetAuditTests {
  private static let baselines: [(name: String, value: @Sendable (Architecture) -> Double)] = [
    ("parameters", ParameterCount.value), ("macs", MACCount.value),
    ("depthWidth", DepthTimesWidth.value), ("depth", Depth.value),
    ("capacity", SpectralCapacity.value),
  ]

  private static func audit(
    _ table: GenotypeTable, of family: some Family, target: String, threads: Int = 2
  ) throws -> TargetAudit {
    let architectures = try table.genotypes.map {
      try family.architecture(for: family.genotype($0))
    }
    let column = try #require(table.columns.first { $0.name == target })
    return try #require(
      TargetAudit(
        of: column.name, higherIsBetter: column.higherIsBetter,
        trainings: column.values.map { [$0].compactMap(\.self) }, architectures: architectures,
        in: nil,
        scores: baselines.map { score in
          AuditedScore(name: score.name, values: architectures.map { score.value($0) })
        },
        seed: Seed(0), workers: Workers(count: threads)))
  }

  private static func score(_ name: String, in audit: TargetAudit) throws -> ScoreAudit {
    try #require(audit.scores.first { $0.score == name })
  }

  /// Plain transformers of all depths from 1 to 16 and four widths: the accuracy grows with depth times
  /// width, but for a little that no score knows.
  private static let madeUp: String = {
    var rng = SplitMix64(seed: Seed(3))
    let rows = (0..<64).map { index in
      let (depth, width) = (1 + index / 4, 16 + 16 * (index % 4))
      let accuracy = Double(depth * width) / 20 + rng.normal()
      return "\"\(width)x\(depth)|2,\(1 + index % 3)\",\(accuracy),\(-accuracy),\(index % 2)\n"
    }
    return "genotype,accuracy,-loss,coin\n" + rows.joined()
  }()

  private let family = PlainViT(imageSide: 32, patchSide: 8, classCount: 10)

  @Test func `a score that is the truth is found out`() throws {
    let table = try GenotypeTable(Self.madeUp)
    let audit = try Self.audit(table, of: family, target: "accuracy")
    #expect(audit.rowCount == 64)
    let depthWidth = try Self.score("depthWidth", in: audit)
    let parameters = try Self.score("parameters", in: audit)
    #expect(depthWidth.beatsParameters == .yes)
    let (gain, tau, size) = (
      try #require(depthWidth.gainOnParameters), try #require(depthWidth.tau),
      try #require(parameters.tau)
    )
    #expect(gain.value == tau.value - size.value)
    #expect(try #require(gain.interval).lowerBound > 0)
    #expect(try #require(tau.interval).contains(tau.value))
    #expect(parameters.beatsParameters == nil && parameters.gainOnParameters == nil)
    #expect(depthWidth.regretUnderMACs.points < audit.randomRegretUnderMACs.points)
    #expect(
      depthWidth.regretUnderMACs.deviations
        == depthWidth.regretUnderMACs.points / audit.deviation)
    #expect(try #require(depthWidth.partialTau).value > 0.3)
    // No other network has the same widths, so nothing is equal but in parameters.
    #expect(audit.equalWidthPairCount == 0 && depthWidth.tauAtEqualWidths == nil)
  }

  @Test func `a target of which less is better is the same turned round`() throws {
    let table = try GenotypeTable(Self.madeUp)
    let (accuracy, loss) = (
      try Self.audit(table, of: family, target: "accuracy"),
      try Self.audit(table, of: family, target: "loss")
    )
    #expect(accuracy.scores == loss.scores)
    #expect(loss.mean == -accuracy.mean && !loss.higherIsBetter)
  }

  @Test func `a coin has no verdict in its favour`() throws {
    let table = try GenotypeTable(Self.madeUp)
    let audit = try Self.audit(table, of: family, target: "coin")
    for score in audit.scores { #expect(score.ranksAtEqualSize != .yes) }
  }

  @Test func `the number of threads changes nothing`() throws {
    let table = try GenotypeTable(Self.madeUp)
    let audits = try [1, 3].map {
      try Self.audit(table, of: family, target: "accuracy", threads: $0)
    }
    #expect(audits[0] == audits[1])
  }

  @Test func `few rows have numbers but no verdicts`() throws {
    let lines = Self.madeUp.split(separator: "\n").prefix(41)
    let table = try GenotypeTable(lines.joined(separator: "\n"))
    let audit = try Self.audit(table, of: family, target: "accuracy")
    #expect(audit.rowCount == 40)
    for score in audit.scores {
      #expect(score.tau != nil && score.beatsParameters == nil && score.ranksAtEqualSize == nil)
    }
  }

  @Test func `rows without the target are left out`() throws {
    let table = try GenotypeTable(
      "genotype,a,b\n\"16x1|2,1\",1,\n\"16x2|2,1\",,\n\"16x3|2,1\",4,\n")
    let audit = try Self.audit(table, of: family, target: "a")
    #expect(audit.rowCount == 2 && audit.mean == 2.5 && audit.deviation == 1.5)
    #expect(try Self.score("depth", in: audit).tau?.value == 1)
    #expect(
      TargetAudit(
        of: "b", higherIsBetter: true, trainings: [[], []], architectures: [], in: nil, scores: [],
        seed: Seed(0), workers: Workers(count: 1)) == nil)
  }

  /// The 100 PiTs of ViT-Bench-101, as `Scripts/vitbench-table` writes them to `pit.csv` in the folder
  /// that `ASVIT_TABLES` names.
  ///
  /// The expected values were computed from the same accuracies by a program in Python.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["ASVIT_TABLES"] != nil))
  func `ViT-Bench-101 has its known correlations`() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["ASVIT_TABLES"])
    let table = try GenotypeTable(
      String(contentsOf: URL(filePath: folder).appending(path: "pit.csv"), encoding: .utf8))
    let audit = try Self.audit(table, of: PiT(classCount: 100), target: "c100_base")
    #expect(audit.rowCount == 100)
    #expect(audit.equalParameters.tolerance == 0.1 && audit.equalParameters.count == 234)
    for (name, tau, equal, regret) in [
      ("capacity", 0.821, 0.671, 0.43), ("depthWidth", 0.849, 0.679, 0.32),
      ("parameters", 0.716, 0.051, 1.84),
    ] {
      let score = try Self.score(name, in: audit)
      #expect(abs(try #require(score.tau).value - tau) < 5e-4)
      #expect(abs(try #require(score.tauAtEqualParameters).value - equal) < 5e-4)
      #expect(abs(score.regretUnderParameters.points - regret) < 6e-3)
    }
    #expect(abs(audit.randomRegretUnderParameters.points - 5.233) < 5e-4)
    let capacity = try Self.score("capacity", in: audit)
    #expect(capacity.beatsParameters == .yes && capacity.ranksAtEqualSize == .yes)
    #expect(try Self.score("parameters", in: audit).ranksAtEqualSize == .undecided)
  }
}
