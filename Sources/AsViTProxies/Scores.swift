/// One metric of one architecture over repeats with independent weights.
public struct Measurement: Hashable, Sendable {
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

  /// The standard error of the mean; nil without a standard deviation.
  public var standardError: Double? {
    standardDeviation.map { $0 / Double(repeats.count).squareRoot() }
  }
}

/// JSON with the repeats, and mean and deviation for readers; these are not read back.
extension Measurement: Codable {
  private enum CodingKeys: CodingKey { case mean, standardDeviation, repeats }

  public init(from decoder: any Decoder) throws {
    repeats = try decoder.container(keyedBy: CodingKeys.self)
      .decode([Outcome].self, forKey: .repeats)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(mean, forKey: .mean)
    try container.encodeIfPresent(standardDeviation, forKey: .standardDeviation)
    try container.encode(repeats, forKey: .repeats)
  }
}

/// What was measured of one architecture at initialisation, by metric.
public struct Scores: Hashable, Sendable {
  private var measurements: [Metric: Measurement] = [:]

  /// Nil for what was not measured.
  public subscript(metric: Metric) -> Measurement? {
    get { measurements[metric] }
    set { measurements[metric] = newValue }
  }

  /// The mean over repeats; nil when it was not measured or has no value.
  public func value(of metric: Metric) -> Double? { self[metric]?.mean.value }

  /// Adds the repeats of another evaluation of the same architecture.
  public mutating func append(_ other: Scores) {
    measurements.merge(other.measurements) { Measurement(repeats: $0.repeats + $1.repeats) }
  }
}

extension Scores: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (Metric, Measurement)...) {
    measurements = Dictionary(uniqueKeysWithValues: elements)
  }
}

/// A JSON object with a measurement for each metric.
extension Scores: Codable {
  public init(from decoder: any Decoder) throws { measurements = try .init(from: decoder) }

  public func encode(to encoder: any Encoder) throws { try measurements.encode(to: encoder) }
}
