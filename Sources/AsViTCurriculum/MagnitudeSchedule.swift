/// How the magnitude of RandAugment follows the training.
public enum MagnitudeSchedule: String, CaseIterable, Codable, Sendable {
  /// The curriculum's authors': 1, 3, 5, 7, 9 in EfficientTrain's stages, 0 to 9 in those
  /// of EfficientTrain++, 9 throughout elsewhere.
  case published
  /// 9 f at the fraction f of the computation.
  case linear
  /// 9 throughout.
  case constant

  static let peak = 9.0
}

extension MagnitudeSchedule {
  /// The magnitudes from the start of a stage to its end.
  func range(published: Double, start: Double, end: Double) -> ClosedRange<Double> {
    switch self {
    case .published: published...published
    case .linear: Self.peak * start...Self.peak * end
    case .constant: Self.peak...Self.peak
    }
  }
}
