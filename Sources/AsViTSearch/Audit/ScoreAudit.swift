/// How well one score ranks architectures by one target.
public struct ScoreAudit: Hashable, Codable, Sendable {
  public let score: String
  /// Kendall's τ-b; nil when all scores are tied.
  public let tau: Estimate?
  /// Spearman's ρ.
  public let rho: Estimate?
  /// Kendall's partial τ with the parameters held.
  public let partialTau: Estimate?
  /// Concordant less discordant pairs over all pairs of about as many parameters.
  public let tauAtEqualParameters: Estimate?
  /// The same for multiply-accumulates.
  public let tauAtEqualMACs: Estimate?
  /// The same for pairs whose blocks have the same widths, one by one.
  public let tauAtEqualWidths: Estimate?
  public let regretUnderParameters: Regret
  public let regretUnderMACs: Regret
  /// τ less that of the number of parameters, over the same samples; nil for the parameters.
  public let gainOnParameters: Estimate?
  /// Whether it ranks better than the number of parameters; nil for the parameters, and where there
  /// are too few rows to say.
  public let beatsParameters: Verdict?
  /// Whether it ranks pairs of about as many parameters; nil where there are too few to say.
  public let ranksAtEqualSize: Verdict?
}

/// What a choice under budgets falls short of the best; see `budgetRegret`.
public struct Regret: Hashable, Codable, Sendable {
  /// The regret in units of the target.
  public let points: Double
  /// The regret in standard deviations of the target; nil where all rows have one value.
  public let deviations: Double?
}

/// The pairs of architectures of about equal size.
public struct EqualSizePairs: Hashable, Codable, Sendable {
  /// How far the logarithms of two sizes may be apart.
  public let tolerance: Double
  public let count: Int
}
