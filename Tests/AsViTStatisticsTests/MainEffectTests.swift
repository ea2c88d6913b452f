import AsViTNumerics
import AsViTStatistics
import Testing

struct MainEffectTests {
  /// One less the squares about the means of levels over those about the mean of all.
  private func plainShare(of values: [Double], by levels: [Int]) -> Double {
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    let all = values.map { ($0 - mean(values)) * ($0 - mean(values)) }.reduce(0, +)
    let within = values.indices.map { place in
      let own = values.indices.filter { levels[$0] == levels[place] }.map { values[$0] }
      return (values[place] - mean(own)) * (values[place] - mean(own))
    }.reduce(0, +)
    return 1 - within / all
  }

  @Test(arguments: [(7, 2), (30, 3), (200, 9)])
  func `the share is what is left within levels`(count: Int, levelCount: Int) throws {
    var rng = SplitMix64(seed: Seed(UInt64(count)))
    let levels = (0..<count).map { _ in Int(rng.next() % UInt64(levelCount)) }
    let values = levels.map { 0.3 * Double($0) + rng.normal() }
    let effect = try #require(MainEffect(of: values, by: levels))
    #expect(abs(effect.share - plainShare(of: values, by: levels)) < 1e-12)
    #expect(effect.levelCount == Set(levels).count)
  }

  @Test func `levels that tell everything have all of the variance`() throws {
    let effect = try #require(MainEffect(of: [1, 5, 1, 5, 5], by: [7, 2, 7, 2, 2]))
    #expect(effect.share == 1 && effect.shareByChance == 0.25)
  }

  @Test func `the share without an effect is on average that of chance`() throws {
    var rng = SplitMix64(seed: Seed(5))
    let levels = (0..<40).map { $0 % 4 }
    let effects = (0..<2000).compactMap { _ in
      MainEffect(of: levels.map { _ in rng.normal() }, by: levels)
    }
    let mean = effects.reduce(0) { $0 + $1.share } / 2000
    #expect(abs(mean - effects[0].shareByChance) < 0.005)
  }

  @Test func `the unit does not matter`() throws {
    let (values, levels) = ([1.0, 2, 4, 7, 3, 3], [0, 0, 1, 1, 2, 2])
    let effect = try #require(MainEffect(of: values, by: levels))
    for unit in [0x1p-500, 0x1p900] {
      #expect(MainEffect(of: values.map { $0 * unit }, by: levels) == effect)
    }
  }

  @Test(
    arguments: [
      ([], []), ([1, 2], [0, 1]), ([1, 2, 3], [4, 4, 4]), ([2, 2, 2], [0, 1, 1]),
    ] as [([Double], [Int])])
  func `nothing is said without a difference`(values: [Double], levels: [Int]) {
    #expect(MainEffect(of: values, by: levels) == nil)
  }
}
