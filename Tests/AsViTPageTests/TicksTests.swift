import Testing

@testable import AsViTPage

struct TicksTests {
  @Test(arguments: [
    (0.0...500.0, 6, [0.0, 100, 200, 300, 400, 500], 0),
    (0.0...1.0, 6, [0, 0.2, 0.4, 0.6, 0.8, 1], 1),
    (-1.93...1.86, 5, [-1, 0, 1], 0),
    (0.0163...0.0771, 6, [0.02, 0.03, 0.04, 0.05, 0.06, 0.07], 2),
    (3.0...3.0004, 5, [3, 3.0001, 3.0002, 3.0003, 3.0004], 4),
  ])
  func `linear ticks are round and within the range`(
    range: ClosedRange<Double>, count: Int, values: [Double], fractionDigits: Int
  ) {
    let ticks = Ticks.linear(in: range, count: count)
    #expect(
      ticks.values.map { $0.shown(fractionDigits: 6) } == values.map { $0.shown(fractionDigits: 6) }
    )
    #expect(ticks.fractionDigits == fractionDigits)
  }

  @Test(arguments: [
    (90.0...320.0, [100.0, 200]), (1.5e6...4e7, [2e6, 5e6, 1e7, 2e7]),
    (1.0...1e6, [1, 10, 100, 1e3, 1e4, 1e5, 1e6]),
    (1e-3...1e12, [1e-3, 1, 1e3, 1e6, 1e9, 1e12]),
  ])
  func `logarithmic ticks are round and few`(range: ClosedRange<Double>, values: [Double]) {
    let ticks = Ticks.logarithmic(in: range, count: 7)
    #expect(ticks.values.count <= 8)
    for value in values { #expect(ticks.values.contains { abs($0 / value - 1) < 1e-9 }) }
    for value in ticks.values { #expect(range.contains(value)) }
  }

  @Test func `numbers have a true minus sign and groups of digits`() {
    #expect((-1.25).shown(fractionDigits: 1) == "−1.2")
    #expect((-0.004).shown(fractionDigits: 2) == "0.00")
    #expect(4_556_250.grouped == "4,556,250")
    #expect(999.grouped == "999")
    #expect((-1000).grouped == "−1,000")
  }
}

struct AxisTests {
  @Test(arguments: [
    [-1.7e308, 1.7e308], [1.7e308], [0, .leastNonzeroMagnitude], [.leastNonzeroMagnitude],
    [1e-300, 1e308], [.infinity, 1, .nan],
    [-1, 0], [], [1e16, 1e16 + 2],
  ])
  func `axes hold whatever values there are`(values: [Double]) {
    for kind in [Axis.Kind.linear, .logarithmic] {
      let axis = Axis("x", kind, holding: values, showsCounts: true)
      #expect(axis.range.lowerBound.isFinite && axis.range.upperBound.isFinite)
      #expect(axis.range.lowerBound < axis.range.upperBound)
      for value in values + [-1e308, 0, 1e308, .nan, .infinity] {
        #expect((0...1).contains(axis.position(of: value)))
      }
      let ticks = axis.ticks(count: 6)
      #expect(ticks.count < 20 && ticks.allSatisfy(\.value.isFinite))
    }
  }

  @Test func `values lie between the ends`() {
    let axis = Axis("x", holding: [2, 4, 10])
    #expect(axis.range.lowerBound < 2 && axis.range.upperBound > 10)
    #expect(axis.position(of: axis.range.lowerBound) == 0)
    #expect(axis.position(of: axis.range.upperBound) == 1)
    #expect(axis.position(of: 4) < axis.position(of: 10))
    #expect(Axis("x", holding: [2, 4], floor: 0).range.lowerBound == 0)
    #expect(Axis("x", holding: [2, 4], isPadded: false).range == 2...4)
  }

  @Test func `equal distances on a logarithmic axis are equal ratios`() {
    let axis = Axis("x", .logarithmic, holding: [1, 100], isPadded: false)
    #expect(abs(axis.position(of: 10) - 0.5) < 1e-12)
    #expect(Axis("x", .logarithmic, holding: [0, 5, 50]).range.lowerBound > 1)
  }

  @Test(arguments: [[], [0], [7], [-3, -3], [1e-9]])
  func `there is a range whatever the values`(values: [Double]) {
    for kind in [Axis.Kind.linear, .logarithmic] {
      let axis = Axis("x", kind, holding: values)
      #expect(axis.range.lowerBound < axis.range.upperBound)
      #expect(axis.ticks(count: 6).count > 0)
      for value in values where kind == .linear || value > 0 {
        #expect((0...1).contains(axis.position(of: value)))
      }
    }
  }

  @Test(arguments: [
    (0.0, 3.0, ["0", "1", "2", "3"]), (0, 7, ["0", "1", "2", "3", "4", "5", "6", "7"]),
    (0, 500, ["0", "100", "200", "300", "400", "500"]), (-0.6, 1.6, ["0", "1"]),
    (0, 0, ["0"]),
  ])
  func `steps have whole numbers`(first: Double, last: Double, texts: [String]) {
    let axis = Axis("step", holding: [first, last], isPadded: false, isWhole: true)
    #expect(axis.ticks(count: 8).map(\.text) == texts)
  }

  @Test func `counts are shown with suffixes`() {
    let axis = Axis("x", .logarithmic, holding: [2e6, 4e7], showsCounts: true)
    #expect(axis.ticks(count: 7).map(\.text) == ["2M", "5M", "10M", "20M"])
  }
}
