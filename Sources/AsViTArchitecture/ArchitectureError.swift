/// Why a genotype, an architecture or a search space is refused. Stages count from 1.
public enum ArchitectureError: Error, Hashable, Sendable {
  case genotypePartCount(text: String, found: Int)
  case stageValueCount(stage: Int, found: Int)
  case tailValueCount(found: Int)
  /// A value that is not a whole number in the gene's range.
  case gene(Gene, stage: Int?, found: String)

  /// A value of a weights file's metadata.
  case metadata(key: String, reason: String)
  /// A text that is not in a family's notation.
  case notation(text: String, needed: String)
  /// A value of a notation that is not possible.
  case number(String, found: String, possible: String)

  /// The image is so small that a stage has no tokens.
  case gridVanishes(stage: Int, imageSide: Int, leastImageSide: Int)
  /// More tokens per side than a family has counts for.
  case gridTooLarge(side: Int, most: Int)
  /// A kernel smaller than its stride would leave tokens or pixels unseen.
  case kernelBelowStride(stage: Int, kernelSize: Int, stride: Int)
  case windowDoesNotTile(stage: Int, grid: Int, windowSplit: Int)
  /// The head count does not halve down to the first stage.
  case headCountDoesNotHalve(Int)
  case noChannelPerHead(stage: Int, channelCount: Int, headCount: Int)
  case headsDoNotDivide(width: Int, headCount: Int)
  /// A depth-wise pooling to a width that its channels cannot share.
  case widthIsNoMultiple(stage: Int, width: Int, before: Int)

  case unreadableSpace(String, reason: String)
  /// A search space's file, the line and the key in it; the key is empty for the whole file.
  case spaceFile(String, line: Int, key: String, SpaceFault)
  /// A genotype has a value that its space does not offer.
  case notAnOption(space: String, choice: String, found: String, options: [String])
  /// A genotype differs from its space in a value that is not a choice there.
  case notInSpace(space: String, found: Genotype, nearest: Genotype)
}

extension ArchitectureError: CustomStringConvertible {
  public var description: String { stage.map { "stage \($0): \(reason)" } ?? reason }

  /// The stage at fault, if it is one stage's.
  public var stage: Int? {
    switch self {
    case .genotypePartCount, .tailValueCount, .metadata, .notation, .number, .gridTooLarge,
      .headCountDoesNotHalve,
      .headsDoNotDivide, .unreadableSpace, .spaceFile, .notAnOption, .notInSpace:
      nil
    case .gene(_, let stage, _): stage
    case .stageValueCount(let stage, _), .gridVanishes(let stage, _, _),
      .kernelBelowStride(let stage, _, _), .windowDoesNotTile(let stage, _, _),
      .noChannelPerHead(let stage, _, _), .widthIsNoMultiple(let stage, _, _):
      stage
    }
  }

  /// The description without the stage.
  var reason: String {
    switch self {
    case .genotypePartCount(let text, let found):
      """
      genotype '\(text)' has \(found) parts separated by '|'; \(AsViTGenes.stageCount + 1) are \
      needed: four stages 'kernel,split,expansion[,depth]', then 'heads[,hiddenSize]'
      """
    case .stageValueCount(_, let found):
      "\(found) values found; needed: 'kernel,split,expansion' or 'kernel,split,expansion,depth'"
    case .tailValueCount(let found):
      "\(found) values found after the last '|'; needed: 'heads' or 'heads,hiddenSize'"
    case .gene(let gene, _, let found):
      """
      \(gene.rawValue) '\(found)' is not possible; possible: whole numbers from \
      \(gene.range.lowerBound) to \(gene.range.upperBound)
      """
    case .metadata(let key, let reason): "\(key) \(reason)"
    case .notation(let text, let needed): "'\(text)' is no genotype here; needed: \(needed)"
    case .number(let name, let found, let possible):
      "\(name) '\(found)' is not possible; possible: \(possible)"
    case .gridVanishes(_, let imageSide, let least):
      """
      nothing is left of an image of \(imageSide) x \(imageSide) pixels; possible: an image side \
      of \(least) or more
      """
    case .gridTooLarge(let side, let most):
      "a grid of \(side) x \(side) tokens; possible: up to \(most) x \(most)"
    case .kernelBelowStride(_, let kernelSize, let stride):
      """
      a kernel of \(kernelSize) at stride \(stride) leaves gaps; possible: \(stride) or more
      """
    case .windowDoesNotTile(_, let grid, let windowSplit):
      "a \(grid) x \(grid) grid cannot be split \(windowSplit) ways; possible: "
        + (1...grid).filter { grid.isMultiple(of: $0) }.map(String.init).joined(separator: ", ")
    case .headCountDoesNotHalve(let headCount):
      """
      final head count \(headCount) does not halve from stage to stage; possible: multiples of \
      \(1 << (AsViTGenes.stageCount - 1))
      """
    case .noChannelPerHead(_, let channelCount, let headCount):
      """
      \(headCount) heads share \(channelCount) channels; possible: at most \(channelCount) heads, \
      or a larger hidden size
      """
    case .headsDoNotDivide(let width, let headCount):
      """
      \(headCount) heads do not share \(width) channels evenly; possible: divisors of \(width), or \
      a head dimension of its own
      """
    case .widthIsNoMultiple(_, let width, let before):
      "a width of \(width) is no multiple of the \(before) channels of the stage before"
    case .unreadableSpace(let path, let reason): "\(path): cannot be read: \(reason)"
    case .spaceFile(let file, let line, let key, let fault):
      "\(file):\(line): \(key.isEmpty ? "" : key + ": ")\(fault)"
    case .notAnOption(let space, let choice, let found, let options):
      """
      \(choice) = \(found) is not in the space \(space); possible: \
      \(options.joined(separator: ", "))
      """
    case .notInSpace(let space, let found, let nearest):
      "\(found) is not in the space \(space), which has \(nearest) with the same choices"
    }
  }
}
