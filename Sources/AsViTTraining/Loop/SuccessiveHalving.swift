/// How candidates share a budget: all train for a part of it, the better half goes on for as long
/// again, and so forth until one is left, which spends the whole.
///
/// A candidate that goes on continues its training; nothing is trained twice.
///
/// Jamieson and Talwalkar, AISTATS 2016 (arXiv:1502.07943), with η = 2.
public struct SuccessiveHalving: Hashable, Sendable {
  /// A part of the training after which candidates are compared.
  public struct Rung: Hashable, Sendable {
    /// The fraction of each candidate's computation at its end.
    public let fraction: Double
    /// How many go on from here.
    public let survivorCount: Int
  }

  /// The last has fraction 1 and one survivor.
  public let rungs: [Rung]

  /// All are trained to the end.
  public static func none(candidateCount: Int) -> SuccessiveHalving {
    SuccessiveHalving(rungs: [Rung(fraction: 1, survivorCount: candidateCount)])
  }

  private init(rungs: [Rung]) { self.rungs = rungs }

  /// - Precondition: there is a candidate.
  public init(candidateCount: Int) {
    precondition(candidateCount > 0, "no candidates")
    var survivors = [candidateCount]
    while let last = survivors.last, last > 1 { survivors.append((last + 1) / 2) }
    rungs = survivors.indices.map { index in
      let remaining = survivors.count - 1 - index
      return Rung(
        fraction: 1 / Double(1 << remaining),
        survivorCount: survivors[min(index + 1, survivors.count - 1)])
    }
  }

  /// The places of those that go on, the best first.
  ///
  /// More images right is better, then a lower loss, then an earlier place. A candidate without an
  /// evaluation has diverged and is behind all others; it never goes on.
  public static func survivors(
    of evaluations: [(candidate: Int, evaluation: Evaluation?)], count: Int
  ) -> [Int] {
    let ranked = evaluations.compactMap { entry in
      entry.evaluation.map { (candidate: entry.candidate, evaluation: $0) }
    }.sorted {
      let (a, b) = ($0.evaluation, $1.evaluation)
      return (-a.topOneCount, a.loss ?? .infinity, $0.candidate)
        < (-b.topOneCount, b.loss ?? .infinity, $1.candidate)
    }
    return ranked.prefix(count).map(\.candidate)
  }
}
