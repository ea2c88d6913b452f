public import AsViTArchitecture

/// A property in which a network is beyond the evidence for a score.
public enum Extrapolation: String, Codable, CaseIterable, Sendable {
  case blocks, widths, imageSide, parameters, macs
  /// Nothing speaks for the score.
  case metric
}

/// What a network has of the properties that evidence has ranges of.
public struct NetworkShape: Hashable, Sendable {
  public let blockCount: Int
  /// Channels of the narrowest blocks to those of the widest.
  public let widths: ClosedRange<Int>
  /// Pixels per side of the images.
  public let imageSide: Int
  public let parameterCount: Int
  public let macCount: Int

  public init(_ design: Design, imageSide: Int) {
    blockCount = design.blockCount
    widths = design.leastWidth...design.greatestWidth
    self.imageSide = imageSide
    parameterCount = design.parameterCount
    macCount = design.macCount
  }

  /// - Parameter stages: at least one.
  public init(stages: [StageSummary], imageSide: Int, parameterCount: Int, macCount: Int) {
    let channelCounts = stages.map(\.channelCount)
    blockCount = stages.reduce(0) { $0 + $1.depth }
    widths = channelCounts.min()!...channelCounts.max()!
    self.imageSide = imageSide
    self.parameterCount = parameterCount
    self.macCount = macCount
  }
}

/// The networks of which something is known; nil where any will do.
struct KnownRange {
  let blocks: ClosedRange<Int>
  let widths: ClosedRange<Int>
  let imageSides: ClosedRange<Int>
  let parameters: ClosedRange<Int>?
  let macs: ClosedRange<Int>?

  init(_ evidence: EvidenceRange) {
    blocks = evidence.blocks
    widths = evidence.widths
    imageSides = evidence.imageSides
    parameters = nil
    macs = nil
  }

  /// - Parameter imageSide: of the networks that were trained.
  init(_ findings: PredictorFindings, imageSide: Int) {
    blocks = findings.blocks
    widths = findings.widths
    imageSides = imageSide...imageSide
    parameters = findings.parameters
    macs = findings.macs
  }

  func extrapolations(to shape: NetworkShape) -> [Extrapolation] {
    var beyond: [Extrapolation] = []
    if !blocks.contains(shape.blockCount) { beyond.append(.blocks) }
    if !widths.contains(shape.widths.lowerBound) || !widths.contains(shape.widths.upperBound) {
      beyond.append(.widths)
    }
    if !imageSides.contains(shape.imageSide) { beyond.append(.imageSide) }
    if parameters?.contains(shape.parameterCount) == false { beyond.append(.parameters) }
    if macs?.contains(shape.macCount) == false { beyond.append(.macs) }
    return beyond
  }
}
