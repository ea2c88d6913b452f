import AsViTArchitecture
import AsViTProxies
import AsViTSearch
import Testing

@Suite struct GrowthTargetTests {
  private let growth: Growth
  private let counts: [Int]

  init() throws {
    growth = try GrowthTests.grown(GrowthTests.settings(reach: .upTo(30_000_000)))
    counts = growth.members.map(\.architecture.parameterCount)
  }

  @Test func `nearest member does not exceed the target`() throws {
    for (index, count) in counts.enumerated() {
      #expect(try growth.member(nearest: count, allowingAbove: false) == index)
      #expect(try growth.member(nearest: count, allowingAbove: true) == index)
      guard index + 1 < counts.count else { continue }
      #expect(try growth.member(nearest: counts[index + 1] - 1, allowingAbove: false) == index)
      #expect(try growth.member(nearest: counts[index + 1] - 1, allowingAbove: true) == index + 1)
      #expect(try growth.member(nearest: count + 1, allowingAbove: true) == index)
    }
  }

  @Test func `targets outside the members name their range`() throws {
    let last = counts[counts.count - 1]
    for target in [counts[0] - 1, last + 1] {
      for above in [false, true] {
        let error = #expect(throws: SearchError.self) {
          try growth.member(nearest: target, allowingAbove: above)
        }
        #expect(
          error
            == .targetOutOfReach(
              target, possible: counts[0]...last, maxMACs: nil, maxBlocks: nil))
      }
    }
  }

  @Test func `impossible targets are refused before the first step`() throws {
    let smallest = counts[0]
    for target in [smallest - 1, 1_000_000_000_000] {
      let settings = try GrowthTests.settings(reach: .targets([50_000_000, target]))
      let error = #expect(throws: SearchError.self) {
        try Growth(of: AsViTFamily(), settings: settings)
      }
      #expect(
        error?.description.hasPrefix(
          """
          a target of \(target) parameters is out of reach: this growth goes from \(smallest) to
          """) == true)
    }
    _ = try Growth(
      of: AsViTFamily(), settings: GrowthTests.settings(reach: .targets([smallest])))
  }

  @Test func `limits below the smallest are refused`() throws {
    let settings = try GrowthTests.settings(reach: .upTo(1000), maxMACs: 2000)
    let error = #expect(throws: SearchError.self) {
      try Growth(of: AsViTFamily(), settings: settings)
    }
    let smallest = growth.start.architecture
    #expect(
      error?.description
        == """
        growth starts at \(GrowthTests.seed) with \(smallest.parameterCount) parameters and \
        \(smallest.macCount) MACs, which is not within at most 1000 parameters and at most 2000 \
        MACs; raise the limits
        """)
  }

  @Test func `too many heads for the narrow network are named`() throws {
    var settings = try GrowthTests.settings()
    settings.topology = Genotype("8,2,3|4,1,2|4,1,4|4,1,6|128")
    let error = #expect(throws: ArchitectureError.self) {
      try Growth(of: AsViTFamily(), settings: settings)
    }
    #expect(error == .noChannelPerHead(stage: 1, channelCount: 8, headCount: 16))
  }
}
