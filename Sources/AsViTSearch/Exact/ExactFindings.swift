import AsViTArchitecture
public import AsViTProxies

/// What an exact search tells beside the architectures it scores.
public struct ExactFindings: Hashable, Codable, Sendable {
  /// What a search goes by.
  public enum Basis: Sendable {
    case metric(Metric)
    case trainings(PredictorFindings)
  }

  /// A design, and where it is beyond the evidence.
  public struct MarkedDesign: Hashable, Codable, Sendable {
    public let design: Design
    public let extrapolations: [Extrapolation]
  }

  /// A choice that the score does not decide.
  public struct UndecidedChoice: Hashable, Codable, Sendable {
    public let name: String
    /// The option in the best design, as a genotype writes it.
    public let option: String
    /// The space's default; a limit left no room for it where the option is another.
    public let defaultOption: String
  }

  /// Pixels per side of the images.
  public let imageSide: Int
  /// The numbers of blocks that were looked at; absent for all.
  public let blocks: ClosedRange<Int>?
  /// The best first.
  public let designs: [MarkedDesign]
  /// How much less than the best score a design may have, as a part of it; absent for any less.
  public let tolerance: Double?
  /// How much of each limit the best design uses.
  public let limits: [LimitUse]
  /// Choices that make a difference to the best design, but not to the score.
  public let undecided: [UndecidedChoice]
  /// The trainings that the search went by; absent for a metric.
  public let predictor: PredictorFindings?
  /// What the score was compared with; absent when nothing speaks for it, and for trainings.
  public let evidence: EvidenceRange?
  /// Evidence against the score at the image side of the space.
  public let opposing: [Evidence]
}

extension ExactFindings {
  /// - Parameter designs: of the search, at least one.
  init(_ search: ExactSearch, designs: [Design], basis: Basis) {
    let imageSide = search.space.family.imageSide
    self.imageSide = imageSide
    blocks = search.blocks
    tolerance = search.tolerance
    let known: KnownRange?
    switch basis {
    case .metric(let metric):
      predictor = nil
      evidence = EvidenceRange(for: metric)
      opposing = Evidence.speaking(against: metric, imageSide: imageSide)
      known = evidence.map(KnownRange.init)
    case .trainings(let findings):
      predictor = findings
      evidence = nil
      opposing = []
      known = KnownRange(findings, imageSide: imageSide)
    }
    self.designs = designs.map { design in
      MarkedDesign(
        design: design,
        extrapolations: known?.extrapolations(to: NetworkShape(design, imageSide: imageSide))
          ?? [.metric])
    }
    limits = search.use(by: designs[0])
    undecided = search.undecided(in: designs[0])
  }
}

extension ExactSearch {
  /// The numbers of blocks in the evidence for a metric; nil when the space has none of them, and when
  /// nothing speaks for the metric.
  public func blocksOfEvidence(for metric: Metric) -> ClosedRange<Int>? {
    guard let blocks = EvidenceRange(for: metric)?.blocks, blocks.overlaps(blockCounts) else {
      return nil
    }
    return blocks
  }

  fileprivate func undecided(in design: Design) -> [ExactFindings.UndecidedChoice] {
    let selection = selection(of: design)
    return zip(space.choices.indices, isDecided).compactMap { position, isDecided in
      guard !isDecided else { return nil }
      let choice = space.choices[position]
      // Not so in a block beyond the depth.
      let makesDifference = choice.options.indices.contains { option in
        var other = selection
        other[position] = option
        return space.genotype(for: other) != design.genotype
      }
      guard makesDifference else { return nil }
      return ExactFindings.UndecidedChoice(
        name: choice.name, option: choice.labels[selection[position]],
        defaultOption: choice.labels[0])
    }
  }
}
