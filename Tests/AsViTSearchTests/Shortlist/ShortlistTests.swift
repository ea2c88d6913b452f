import AsViTArchitecture
import AsViTProxies
import AsViTSearch
import Testing

struct ShortlistTests {
  private let space: SearchSpace

  init() throws { space = try .shipped("asvit-design-32") }

  private func settings(
    _ objective: Objective, limits: SearchLimits = SearchLimits(maxMACs: 6_000_000)
  ) -> SearchSettings {
    SearchSettings(controller: .exact, stepCount: 10, limits: limits, objective: objective)
  }

  /// The designs of an exact search, the best first.
  private func ranked(_ settings: SearchSettings) throws -> [Genotype] {
    try ExactSearch(space: space, objective: settings.objective, limits: settings.limits)
      .designs(count: 10).map(\.genotype)
  }

  private func differences(_ first: Genotype, _ second: Genotype) throws -> [String] {
    zip(space.choices, zip(try space.selection(of: first), try space.selection(of: second)))
      .filter { $1.0 != $1.1 }.map { choice, _ in choice.name }
  }

  @Test func `neighbours and designs that differ in unseen choices take turns`() throws {
    let settings = settings(try Objective([SpectralCapacity.self]), limits: SearchLimits())
    let ranked = try ranked(settings)
    let shortlist = try Shortlist(
      5, of: ranked[0], ranked: Array(ranked.dropFirst()), in: space, settings: settings)
    #expect(
      shortlist.designs.map(\.origin) == [.found, .neighbour, .unseen, .neighbour, .unseen])
    #expect(shortlist.designs[0].genotype == ranked[0])
    #expect(ranked.contains(shortlist.designs[1].genotype))
    let unseen = try ExactSearch(space: space, objective: settings.objective).undecided
      .map(\.name)
    let capacities = try [0, 2, 4].map { place in
      let genotype = shortlist.designs[place].genotype
      #expect(Set(try differences(ranked[0], genotype)).isSubset(of: unseen))
      return SpectralCapacity.value(of: try space.architecture(for: genotype))
    }
    #expect(Set(capacities).count == 1)
    #expect(try differences(ranked[0], shortlist.designs[2].genotype).count > 3)
  }

  /// The optimum of so tight a limit uses all of it, and other kernels and splits cost more.
  @Test func `neighbours take the place of what unseen choices leave no room for`() throws {
    let settings = settings(try Objective([SpectralCapacity.self]))
    let ranked = try ranked(settings)
    let shortlist = try Shortlist(
      9, of: ranked[0], ranked: ranked, in: space, settings: settings)
    #expect(shortlist.designs.count == 9)
    #expect(shortlist.designs.count { $0.origin == .neighbour } > 4)
  }

  @Test func `a score that sees all choices leaves neighbours alone`() throws {
    let settings = SearchSettings(limits: SearchLimits(maxMACs: 6_000_000))
    let found = try #require(
      try ranked(self.settings(try Objective([ParameterCount.self]))).first)
    let shortlist = try Shortlist(4, of: found, ranked: [], in: space, settings: settings)
    #expect(shortlist.designs.map(\.origin) == [.found, .neighbour, .neighbour, .neighbour])
    for design in shortlist.designs.dropFirst() {
      #expect(try differences(found, design.genotype).count == 1)
    }
  }

  @Test func `all designs are different, keep the limits and stand beside baselines`() throws {
    let settings = settings(try Objective([SpectralCapacity.self]))
    let ranked = try ranked(settings)
    let members = try Shortlist(
      8, of: ranked[0], ranked: ranked, in: space, settings: settings
    ).members
    #expect(Set(members.map(\.genotype)).count == members.count)
    #expect(members.suffix(3).map(\.origin) == [.uniform, .largest, .random])
    for member in members {
      #expect(try space.architecture(for: member.genotype).macCount <= 6_000_000)
    }
  }

  @Test func `without limits baselines cost no more than what was found`() throws {
    let settings = settings(try Objective([SpectralCapacity.self]), limits: SearchLimits())
    let found = try ranked(self.settings(settings.objective))[0]
    let most = try space.architecture(for: found).macCount
    let baselines = try Shortlist(1, of: found, ranked: [], in: space, settings: settings)
      .baselines
    #expect(!baselines.isEmpty)
    for baseline in baselines {
      #expect(try space.architecture(for: baseline.genotype).macCount <= most)
    }
  }

  @Test func `plain vision transformers stand beside DeiT's shape`() throws {
    let space = try SearchSpace.shipped("vit-32")
    let limits = SearchLimits(maxMACs: 20_000_000)
    let settings = SearchSettings(limits: limits)
    let found = try #require(space.smallestArchitectures.first { limits.admit($0) }).genotype
    let baselines = try Shortlist(1, of: found, ranked: [], in: space, settings: settings)
      .baselines
    let deiT = try #require(baselines.first { $0.origin == .deiT })
    let architecture = try space.architecture(for: deiT.genotype)
    #expect(deiT.genotype.description.hasSuffix("x12|3,4"))
    #expect((12_000_000...20_000_000).contains(architecture.macCount))
  }

  @Test func `a small space ends the list`() throws {
    let small = try SearchSpace(
      yaml: """
        family: vit
        image: {side: 32, mean: [0.5, 0.5, 0.5], deviation: [0.25, 0.25, 0.25]}
        classes: 10
        patch: 4
        width: [48, 96]
        depth: 3
        heads: 3
        mlp-ratio: 2
        """, file: "small.yaml")
    let found = small.genotype(for: [0])
    let shortlist = try Shortlist(
      9, of: found, ranked: [], in: small,
      settings: SearchSettings(limits: SearchLimits(maxParameters: 10_000_000)))
    #expect(shortlist.designs.map(\.genotype) == [found, small.genotype(for: [1])])
  }
}
