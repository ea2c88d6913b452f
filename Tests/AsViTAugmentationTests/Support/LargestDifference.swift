/// The largest absolute difference; infinite when the counts differ or a value is no number.
func largestDifference<Scalar: BinaryFloatingPoint>(
  _ actual: [Scalar], _ expected: [Double]
) -> Double {
  guard actual.count == expected.count else { return .infinity }
  return zip(actual, expected).reduce(0) { largest, pair in
    let difference = abs(Double(pair.0) - pair.1)
    return difference.isNaN ? .infinity : max(largest, difference)
  }
}
