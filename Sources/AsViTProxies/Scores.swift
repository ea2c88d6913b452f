/// One metric of one architecture over repeats with independent weights.
public struct Measurement: Hashable, Codable, Sendable {
  /// One outcome per repeat, in order.
  public let repeats: [Outcome]

  public init(repeats: [Outcome]) { self.repeats = repeats }

  /// The mean over repeats; the first failure when a repeat has no value, and not finite when their
  /// sum is too large.
  public var mean: Outcome {
    var sum = 0.0
    for outcome in repeats {
      guard case .value(let value) = outcome else { return outcome }
      sum += value
    }
    let mean = sum / Double(repeats.count)
    return mean.isFinite ? .value(mean) : .nonFinite
  }

  /// The sample standard deviation over repeats; nil with fewer than two, with a failure, or when it
  /// is too large.
  public var standardDeviation: Double? {
    guard repeats.count > 1, let mean = mean.value else { return nil }
    let squares = repeats.compactMap(\.value).reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (squares / Double(repeats.count - 1)).squareRoot()
    return deviation.isFinite ? deviation : nil
  }
}

/// The metrics of one architecture at initialisation. Metrics that were not asked for are nil.
public struct Scores: Hashable, Codable, Sendable {
  /// L^E, higher is better.
  public var lengthDistortion: Measurement?
  /// κ of the neural tangent kernel, lower is better.
  public var conditionNumber: Measurement?
  /// Extrinsic curvature, for comparison only.
  public var extrinsicCurvature: Measurement?
  /// Length of the Gauss map, for comparison only.
  public var gaussMapLength: Measurement?

  public init(
    lengthDistortion: Measurement? = nil, conditionNumber: Measurement? = nil,
    extrinsicCurvature: Measurement? = nil, gaussMapLength: Measurement? = nil
  ) {
    self.lengthDistortion = lengthDistortion
    self.conditionNumber = conditionNumber
    self.extrinsicCurvature = extrinsicCurvature
    self.gaussMapLength = gaussMapLength
  }
}
