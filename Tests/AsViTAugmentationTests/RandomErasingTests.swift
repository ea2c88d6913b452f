import AsViTNumerics
import Testing

@testable import AsViTAugmentation

@Suite struct RandomErasingTests {
  /// The picture after erasing, where 100 marks what was kept.
  private func erased(side: Int, seed: UInt64) -> [Float] {
    var values = [Float](repeating: 100, count: 3 * side * side)
    var rng = SplitMix64(seed: Seed(seed))
    values.withUnsafeMutableBufferPointer {
      RandomErasing.erase($0.baseAddress!, side: side, using: &rng)
    }
    return values
  }

  @Test func `one rectangle is erased in all channels`() {
    for seed in 0..<40 {
      let values = erased(side: 32, seed: UInt64(seed))
      let places = (0..<1024).filter { values[$0] != 100 }
      for channel in 1..<3 {
        #expect((0..<1024).filter { values[channel * 1024 + $0] != 100 } == places)
      }
      let (rows, columns) = (Set(places.map { $0 / 32 }), Set(places.map { $0 % 32 }))
      #expect(rows.count * columns.count == places.count)
      #expect(rows.max()! - rows.min()! + 1 == rows.count)
      #expect(columns.max()! - columns.min()! + 1 == columns.count)
      #expect((0.015...0.35).contains(Double(places.count) / 1024))
    }
  }

  @Test func `noise has mean zero and variance one`() {
    let noise = (0..<200).flatMap { seed in
      erased(side: 32, seed: UInt64(seed)).filter { $0 != 100 }.map { Double($0) }
    }
    let mean = noise.reduce(0, +) / Double(noise.count)
    let variance = noise.reduce(0) { $0 + $1 * $1 } / Double(noise.count) - mean * mean
    #expect(noise.count > 20_000)
    #expect(abs(mean) < 0.03 && abs(variance - 1) < 0.04)
    #expect(Set(noise).count > noise.count / 2)
  }

  @Test func `a picture of one pixel stays`() {
    #expect(erased(side: 1, seed: 0) == [100, 100, 100])
  }

  @Test func `a rectangle as wide as the picture is not taken`() {
    #expect(RandomErasing.size(height: 10, width: 10, areaShare: 0.33, logAspect: -1.2) == nil)
    #expect(RandomErasing.size(height: 10, width: 10, areaShare: 0.33, logAspect: 1.2) == nil)
    #expect(RandomErasing.size(height: 10, width: 10, areaShare: 0.33, logAspect: 0)?.width == 6)
  }
}
