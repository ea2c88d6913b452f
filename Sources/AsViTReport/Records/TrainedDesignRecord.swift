public import AsViTArchitecture
public import AsViTSearch

/// What a design came to that was trained with several seeds.
public struct TrainedDesignRecord: Hashable, Codable, Sendable {
  /// A mean over trainings with the standard error that the standard deviation of a training gives it,
  /// pooled over all designs that were trained as long.
  public struct Mean: Hashable, Codable, Sendable {
    public let value: Double
    public let standardError: Double
  }

  public let genotype: Genotype
  /// Why it was trained; absent where it was named.
  public let origin: DesignOrigin?
  /// Its trainings: places among the candidates of the result.
  public let candidates: [Int]
  public let parameterCount: Int
  /// Multiply-accumulates for one image at full size.
  public let macCount: Int
  /// The share of the budget after which it was compared with others for the last time.
  public let fraction: Double
  /// The cross-entropy on the test images there; absent when a training diverged.
  public let loss: Mean?
  /// The share of the test images that is right there.
  public let topOne: Mean?
  /// The mean loss there less that of the best design after the same share of the budget.
  public let difference: Double?
  /// What that has to be above to be more than noise, at 95 %.
  public let margin: Double?

  /// Whether the difference to the best is within noise; so it is of the best itself.
  public var isLevel: Bool {
    guard let difference, let margin else { return false }
    return difference.magnitude <= margin
  }

  /// The designs of a finished run. Who was trained longer is before others, then who has the lower
  /// loss; those of which a training diverged are last.
  static func ranked(
    _ settings: TrainRunSettings, rungs: [TrainRung], candidates: [TrainedCandidateRecord]
  ) -> [TrainedDesignRecord] {
    var placed: [TrainedDesignRecord] = []
    var diverged: [TrainedDesignRecord] = []
    var seen: Set<[Int]> = []
    // The best is ahead at the end of the budget, or wherever anyone is left.
    let best = rungs.last { !($0.comparison?.ranked.isEmpty ?? true) }
      .flatMap { rung in rung.comparison?.ranked.first.map { rung.designs[$0] } }
    for rung in rungs.reversed() {
      guard let comparison = rung.comparison else { continue }
      let topOnes = rung.designs.indices.map(rung.topOnes)
      let deviations = (
        loss: comparison.repeats?.deviationOfMean,
        topOne: comparison.deviationOfMean(of: topOnes)
      )
      let bestMean = rung.designs.firstIndex { $0 == best }.flatMap { comparison.means[$0] }
      for design in comparison.ranked + comparison.diverged
      where seen.insert(rung.designs[design]).inserted {
        let places = rung.designs[design]
        let first = candidates[places[0]]
        let mean = comparison.means[design]
        let record = TrainedDesignRecord(
          genotype: first.genotype,
          origin: settings.origins?[settings.trainings[places[0]].candidate], candidates: places,
          parameterCount: first.parameterCount, macCount: first.macCount,
          fraction: rung.record.fraction,
          loss: Mean(mean, deviations.loss),
          topOne: mean.flatMap { _ in Mean(comparison.mean(of: topOnes[design]), deviations.topOne)
          },
          difference: mean.flatMap { mean in bestMean.map { mean - $0 } },
          margin: mean.flatMap { _ in comparison.margin })
        if mean == nil { diverged.append(record) } else { placed.append(record) }
      }
    }
    return placed + diverged
  }
}

extension TrainedDesignRecord.Mean {
  fileprivate init?(_ value: Double?, _ standardError: Double?) {
    guard let value, let standardError else { return nil }
    self.init(value: value, standardError: standardError)
  }
}
