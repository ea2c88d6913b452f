/// What a plan is made from, besides the network.
public struct CurriculumSettings: Hashable, Codable, Sendable {
  public var curriculum: Curriculum
  /// What the shares of re-tokenization are shares of.
  public var shares: ShareUnit
  /// Whether images of the early phases are used several times, four in the first fifth of the
  /// computation and twice up to three fifths.
  public var replays: Bool
  /// The most that batches of cheap phases may grow by; 1 keeps them.
  public var largestBatchMultiplier: Int
  /// The fewest tokens per side that a smaller image or a coarser tokenization may leave in any
  /// stage of the network.
  public var leastGridSide: Int
  /// The number of full-size epochs whose rounding by the authors is followed; nil when phases end
  /// where their share of the computation does.
  public var authorsEpochs: Int?

  /// - Precondition: the numbers are positive.
  public init(
    _ curriculum: Curriculum, shares: ShareUnit = .computation, replays: Bool = false,
    largestBatchMultiplier: Int = 1, leastGridSide: Int = 2, authorsEpochs: Int? = nil
  ) {
    precondition(
      largestBatchMultiplier > 0 && leastGridSide > 0 && authorsEpochs ?? 1 > 0,
      "batches \(largestBatchMultiplier) times, grids of \(leastGridSide), \(authorsEpochs ?? 1) epochs"
    )
    self.curriculum = curriculum
    self.shares = shares
    self.replays = replays
    self.largestBatchMultiplier = largestBatchMultiplier
    self.leastGridSide = leastGridSide
    self.authorsEpochs = authorsEpochs
  }
}
