import AsViTArchitecture
import AsViTNumerics
import Testing

/// What `Choice.Scope` promises: counts are sums over the parts of a network.
struct ScopeTests {
  @Test(arguments: [
    "asvit-32", "asvit-design-32", "asvit-design-224", "vit-32", "vit-design-224", "pit",
    "autoformer-tiny",
  ])
  func `parts add up to the whole`(name: String) throws {
    let space = try SearchSpace(contentsOf: "\(SearchSpaceTests.folder)/\(name).yaml")
    let scopes = Set(space.choices.map(\.scope)).subtracting([.network])
    #expect(!scopes.isEmpty)
    var generator = SplitMix64(seed: Seed(1).derived(name))
    for _ in 0..<20 {
      let whole = space.architecture(
        for: try space.selection(of: space.sample(using: &generator)))
      let selection = try space.selection(of: whole.genotype)
      /// The options of some choices, and the first of the others.
      func built(_ isKept: (Choice) -> Bool) -> [Int] {
        let architecture = space.architecture(
          for: zip(space.choices, selection).map { isKept($0) ? $1 : 0 })
        return [
          architecture.parameterCount, architecture.macCount,
          architecture.stages.reduce(0) { $0 + $1.depth },
        ]
      }
      let base = built { $0.scope == .network }
      let sums = scopes.reduce(base) { sums, scope in
        let part = built { $0.scope == .network || $0.scope == scope }
        return zip(sums, zip(part, base)).map { $0 + $1.0 - $1.1 }
      }
      #expect(sums == built { _ in true })
    }
  }
}
