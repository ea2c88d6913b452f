public import AsViTArchitecture

/// What trainings of one architecture with different seeds differ by.
struct TrainingNoise {
  /// The standard deviation of a training about the mean of its architecture, pooled over all.
  let deviation: Double

  /// - Parameter trainings: the values of each architecture.
  /// - Returns: nil where none was trained twice.
  init?(of trainings: [[Double]]) {
    guard let deviation = pooledDeviation(of: trainings) else { return nil }
    self.deviation = deviation
  }

  func standardError(ofMeanOver count: Int) -> Double {
    deviation / Double(count).squareRoot()
  }

  /// 1.96 standard errors of the difference of two means: means that are no farther apart are level.
  func margin(betweenMeansOver count: Int, and otherCount: Int) -> Double {
    1.96 * deviation * (1 / Double(count) + 1 / Double(otherCount)).squareRoot()
  }
}

/// The trained architectures whose means cannot be told from the best.
public struct LevelArchitectures: Hashable, Sendable {
  public struct Member: Hashable, Sendable {
    public let genotype: Genotype
    public let mean: Double
    public let standardError: Double
  }

  /// The best first, which is one of them.
  public let members: [Member]
  /// How many architectures were trained.
  public let trainedCount: Int

  /// - Parameter trainings: the values of each architecture.
  /// - Returns: nil where none was trained twice.
  init?(of genotypes: [Genotype], _ trainings: [[Double]], higherIsBetter: Bool) {
    guard let noise = TrainingNoise(of: trainings) else { return nil }
    let trained = zip(genotypes, trainings).compactMap { genotype, values in
      mean(values).map { (genotype: genotype, mean: $0, count: values.count) }
    }.sorted { higherIsBetter ? $0.mean > $1.mean : $0.mean < $1.mean }
    let best = trained[0]
    members = trained.filter { other in
      (other.mean - best.mean).magnitude
        <= noise.margin(betweenMeansOver: best.count, and: other.count)
    }.map {
      Member(
        genotype: $0.genotype, mean: $0.mean,
        standardError: noise.standardError(ofMeanOver: $0.count))
    }
    trainedCount = trained.count
  }
}

extension LevelArchitectures: CustomStringConvertible {
  /// How many there are, and the first ten.
  public var description: String {
    func text(_ value: Double) -> String { "\((10_000 * value).rounded() / 10_000)" }
    let listed = members.prefix(10).map {
      "  \($0.genotype)  \(text($0.mean)) ± \(text($0.standardError))"
    }
    return "\(members.count) of \(trainedCount) architectures are level with the best, by 1.96 "
      + "standard errors of the difference"
      + (members.count > 10 ? "; the first ten:\n" : ":\n") + listed.joined(separator: "\n")
  }
}
