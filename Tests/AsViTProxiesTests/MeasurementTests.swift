import AsViTProxies
import Testing

struct MeasurementTests {
  @Test func `repeats have a mean and a deviation`() {
    let measurement = Measurement(repeats: [.value(1), .value(2), .value(6)])
    #expect(measurement.mean == .value(3))
    #expect(measurement.standardDeviation == 7.0.squareRoot())
  }

  @Test func `what is too large for a number is none`() {
    let sum = Measurement(repeats: [.value(1.7e308), .value(1.7e308)])
    #expect(sum.mean == .nonFinite && sum.standardDeviation == nil)
    let squares = Measurement(repeats: [.value(1e200), .value(0)])
    #expect(squares.mean == .value(5e199) && squares.standardDeviation == nil)
  }
}
