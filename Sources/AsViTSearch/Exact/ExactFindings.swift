import AsViTArchitecture
public import AsViTProxies

/// What an exact search tells beside the architectures it scores.
public struct ExactFindings: Hashable, Codable, Sendable {
  /// A property in which a design is beyond the evidence for its score.
  public enum Extrapolation: String, Codable, CaseIterable, Sendable {
    case blocks, widths, imageSide
    /// Nothing speaks for the score.
    case metric
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
  /// How much of each limit the best design uses.
  public let limits: [LimitUse]
  /// Choices that make a difference to the best design, but not to the score.
  public let undecided: [UndecidedChoice]
  /// What the score was compared with; absent when nothing speaks for it.
  public let evidence: EvidenceRange?
  /// Evidence against the score at the image side of the space.
  public let opposing: [Evidence]
}

extension ExactFindings {
  /// - Parameter designs: of the search, at least one.
  init(_ search: ExactSearch, designs: [Design], metric: Metric) {
    let evidence = EvidenceRange(for: metric)
    let imageSide = search.space.family.imageSide
    self.imageSide = imageSide
    blocks = search.blocks
    self.designs = designs.map { design in
      let extrapolations =
        evidence.map { range -> [Extrapolation] in
          var beyond: [Extrapolation] = []
          if !range.blocks.contains(design.blockCount) { beyond.append(.blocks) }
          if !range.widths.contains(design.leastWidth)
            || !range.widths.contains(design.greatestWidth)
          {
            beyond.append(.widths)
          }
          if !range.imageSides.contains(imageSide) { beyond.append(.imageSide) }
          return beyond
        } ?? [.metric]
      return MarkedDesign(design: design, extrapolations: extrapolations)
    }
    limits = search.use(by: designs[0])
    undecided = search.undecided(in: designs[0])
    self.evidence = evidence
    opposing = Evidence.speaking(against: metric, imageSide: imageSide)
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
