public import AsViTProxies

/// What trained networks say of closed forms, and of which networks they say it.
public struct Evidence: Hashable, Codable, Sendable {
  public let source: String
  public let networkCount: Int
  public let blocks: ClosedRange<Int>
  /// Channels of blocks.
  public let widths: ClosedRange<Int>
  /// Pixels per side.
  public let imageSide: Int
  /// Epochs of training; nil where networks took their weights from a larger one.
  public let epochs: Int?
  /// Kendall's τ-b between a metric and what networks came to, over all data sets.
  public let correlations: [Metric: ClosedRange<Double>]
}

extension Evidence {
  /// All there is.
  ///
  /// Correlations of the public tables are with top-1 or out-of-distribution accuracy; those of the
  /// last entry, of networks with about equal multiply-accumulates, with top-1 accuracy and with the loss
  /// on test images, less being better.
  public static let all = [
    Evidence(
      source: "ViT-Bench-101, PiT and AutoFormer (Wei et al., AAAI 2024)", networkCount: 300,
      blocks: 12...14, widths: 32...320, imageSide: 224, epochs: 300,
      correlations: [
        SpectralCapacity.metric: 0.51...0.91, DepthTimesWidth.metric: 0.53...0.88,
        LogWidth.metric: 0.42...0.81,
        ParameterCount.metric: 0.42...0.86, MACCount.metric: 0.42...0.77,
      ]),
    Evidence(
      source: "OoD-ViT-NAS, members of AutoFormer's supernets (Ho et al., NeurIPS 2024)",
      networkCount: 3003, blocks: 12...16, widths: 192...624, imageSide: 224, epochs: nil,
      correlations: [
        SpectralCapacity.metric: 0.04...0.78, DepthTimesWidth.metric: 0.07...0.82,
        LogWidth.metric: -0.15...0.65,
        ParameterCount.metric: 0.12...0.79, MACCount.metric: 0.11...0.79,
      ]),
    Evidence(
      source: "AsViT-Bench-32, As-ViT of about equal cost on Fashion-MNIST", networkCount: 52,
      blocks: 4...15, widths: 8...128, imageSide: 32, epochs: 1,
      correlations: [
        SpectralCapacity.metric: -0.22 ... -0.20, DepthTimesWidth.metric: -0.17 ... -0.15,
        Depth.metric: -0.59 ... -0.53, LogWidth.metric: -0.57 ... -0.51,
        ParameterCount.metric: 0.43...0.46,
        MACCount.metric: 0.42...0.45, LengthDistortion.metric: 0.60...0.62,
      ]),
  ]

  /// Whether more of a metric went with better networks on any data set; nil when it was not tried.
  private func speaksFor(_ metric: Metric) -> Bool? {
    correlations[metric].map { $0.upperBound > 0 }
  }

  static func speaking(for metric: Metric) -> [Evidence] {
    all.filter { $0.speaksFor(metric) == true }
  }

  /// - Parameter imageSide: of the networks.
  static func speaking(against metric: Metric, imageSide: Int) -> [Evidence] {
    all.filter { $0.imageSide == imageSide && $0.speaksFor(metric) == false }
  }
}

/// The range of the networks that speak for a metric.
public struct EvidenceRange: Hashable, Codable, Sendable {
  public let blocks: ClosedRange<Int>
  /// Channels of blocks.
  public let widths: ClosedRange<Int>
  /// Pixels per side.
  public let imageSides: ClosedRange<Int>
  /// Epochs of training, where networks were trained on their own.
  public let epochs: ClosedRange<Int>?
  /// Kendall's τ-b, over all data sets.
  public let correlation: ClosedRange<Double>
  public let sources: [String]

  /// - Returns: nil when nothing speaks for the metric.
  public init?(for metric: Metric) {
    let evidence = Evidence.speaking(for: metric)
    guard let blocks = hull(of: evidence.map(\.blocks)),
      let widths = hull(of: evidence.map(\.widths)),
      let imageSides = hull(of: evidence.map { $0.imageSide...$0.imageSide }),
      let correlation = hull(of: evidence.compactMap { $0.correlations[metric] })
    else { return nil }
    self.blocks = blocks
    self.widths = widths
    self.imageSides = imageSides
    epochs = hull(of: evidence.compactMap { $0.epochs.map { $0...$0 } })
    self.correlation = correlation
    sources = evidence.map(\.source)
  }
}

/// The least range that holds all; nil when there is none.
private func hull<Bound: Comparable>(of ranges: [ClosedRange<Bound>]) -> ClosedRange<Bound>? {
  guard let first = ranges.first else { return nil }
  return ranges.reduce(first) {
    min($0.lowerBound, $1.lowerBound)...max($0.upperBound, $1.upperBound)
  }
}
