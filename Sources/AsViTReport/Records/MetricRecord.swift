import AsViTProxies

/// A metric of one architecture, as reports show it.
public struct MetricRecord: Hashable, Codable, Sendable {
  /// The mean over repeats, or the reason why there is none.
  public let mean: Outcome
  /// Sample standard deviation over repeats; absent with fewer than two, or with a failure.
  public let standardDeviation: Double?
  public let repeats: [Outcome]

  public init(_ measurement: Measurement) {
    mean = measurement.mean
    standardDeviation = measurement.standardDeviation
    repeats = measurement.repeats
  }
}

/// The metrics of one architecture. Those that were not measured are absent.
public struct MetricRecords: Hashable, Codable, Sendable {
  public let lengthDistortion: MetricRecord?
  public let conditionNumber: MetricRecord?
  public let extrinsicCurvature: MetricRecord?
  public let gaussMapLength: MetricRecord?

  public init(_ scores: Scores) {
    lengthDistortion = scores.lengthDistortion.map(MetricRecord.init)
    conditionNumber = scores.conditionNumber.map(MetricRecord.init)
    extrinsicCurvature = scores.extrinsicCurvature.map(MetricRecord.init)
    gaussMapLength = scores.gaussMapLength.map(MetricRecord.init)
  }
}
