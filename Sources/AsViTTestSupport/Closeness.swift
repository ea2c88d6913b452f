/// ‖actual − expected‖ / ‖expected‖ in the Euclidean norm, in Double.
///
/// Infinite when the counts differ, when any value is a NaN or an infinity or its square overflows,
/// or when only the expected values are all zero: never below a tolerance by accident.
@specialized(where Actual == Double, Expected == Double)
@specialized(where Actual == Float, Expected == Double)
@specialized(where Actual == Float, Expected == Float)
public func relativeError<Actual: BinaryFloatingPoint, Expected: BinaryFloatingPoint>(
  _ actual: [Actual], from expected: [Expected]
) -> Double {
  guard actual.count == expected.count else { return .infinity }
  var difference = 0.0
  var norm = 0.0
  for (a, b) in zip(actual, expected) {
    let (a, b) = (Double(a), Double(b))
    difference += (a - b) * (a - b)
    norm += b * b
  }
  guard difference.isFinite, norm.isFinite else { return .infinity }
  if difference == 0 { return 0 }
  return (difference / norm).squareRoot()
}

/// |actual − expected| / |expected|, under the same rules.
public func relativeError(_ actual: Double, from expected: Double) -> Double {
  relativeError([actual], from: [expected])
}
