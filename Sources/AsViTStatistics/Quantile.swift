/// The quantile of ascending values at a fraction from 0 to 1, linear between neighbours.
///
/// - Precondition: there is a value.
func quantile(_ fraction: Double, ofSorted values: [Double]) -> Double {
  let position = fraction * Double(values.count - 1)
  let below = Int(position)
  guard below + 1 < values.count else { return values[values.count - 1] }
  return values[below] + (position - Double(below)) * (values[below + 1] - values[below])
}
