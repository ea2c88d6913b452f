/// The choices of an As-ViT, which its authors write as `kernel,split,expansion[,depth]` per stage
/// joined by `|`, then `finalHeadCount[,hiddenSize]`.
///
/// `8,2,3|4,1,2|4,1,4|4,1,6|32` is As-ViT's published seed topology.
///
/// Chen et al., ICLR 2022, table 2 and the authors' released configurations.
public struct AsViTGenes: Genes {
  public static let stageCount = 4
  public static let defaultHiddenSize = 32

  /// Four stages, each at half the grid and twice the width of the one before.
  public var stages: [StageGene]
  /// Heads of the last stage; the stages have h / 8, h / 4, h / 2 and h.
  public var finalHeadCount: Int
  /// Channels of the first stage.
  public var hiddenSize: Int

  public init(
    stages: [StageGene], finalHeadCount: Int, hiddenSize: Int = AsViTGenes.defaultHiddenSize
  ) {
    precondition(
      stages.count == Self.stageCount, "\(stages.count) stages, \(Self.stageCount) expected")
    self.stages = stages
    self.finalHeadCount = finalHeadCount
    self.hiddenSize = hiddenSize
  }

  /// Reads the authors' notation; depth defaults to 1 and hidden size to 32. Blanks around values
  /// are ignored.
  ///
  /// - Throws: the first value, from the left, that is missing, not a whole number or out of range.
  public init(_ text: String) throws(ArchitectureError) {
    // Counted first, since parts take much more memory than the text.
    let partCount = GeneText.partCount(of: text, separatedBy: "|")
    guard partCount == Self.stageCount + 1 else {
      throw .genotypePartCount(text: text, found: partCount)
    }
    let parts = GeneText.parts(of: text, separatedBy: "|")
    var stages: [StageGene] = []
    for (index, part) in parts.dropLast().enumerated() {
      let valueCount = GeneText.partCount(of: part, separatedBy: ",")
      guard (3...4).contains(valueCount) else {
        throw .stageValueCount(stage: index + 1, found: valueCount)
      }
      let values = GeneText.parts(of: part, separatedBy: ",")
      func value(_ position: Int, _ gene: Gene) throws(ArchitectureError) -> Int {
        try gene.parsed(values[position], stage: index + 1)
      }
      stages.append(
        StageGene(
          kernelSize: try value(0, .kernelSize), windowSplit: try value(1, .windowSplit),
          expansionRatio: try value(2, .expansionRatio),
          depth: values.count == 4 ? try value(3, .depth) : 1))
    }
    let tailCount = GeneText.partCount(of: parts[Self.stageCount], separatedBy: ",")
    guard tailCount <= 2 else { throw .tailValueCount(found: tailCount) }
    let tail = GeneText.parts(of: parts[Self.stageCount], separatedBy: ",")
    self.init(
      stages: stages,
      finalHeadCount: try Gene.finalHeadCount.parsed(tail[0], stage: nil),
      hiddenSize: tail.count == 2
        ? try Gene.hiddenSize.parsed(tail[1], stage: nil) : Self.defaultHiddenSize)
  }
}

/// The canonical form: depths are written when any of them is not 1, the hidden size when it is
/// not 32.
extension AsViTGenes {
  public var description: String {
    let hasDepth = stages.contains { $0.depth != 1 }
    let stageTexts = stages.map { stage in
      "\(stage.kernelSize),\(stage.windowSplit),\(stage.expansionRatio)"
        + (hasDepth ? ",\(stage.depth)" : "")
    }
    let tail = hiddenSize == Self.defaultHiddenSize ? "" : ",\(hiddenSize)"
    return stageTexts.joined(separator: "|") + "|\(finalHeadCount)\(tail)"
  }
}

/// The choices of one stage.
public struct StageGene: Hashable, Sendable {
  /// Side of the convolution (first stage) or of the patch merging that leads into the stage.
  public var kernelSize: Int
  /// Windows per side of the grid: a window has grid side / split tokens per side.
  public var windowSplit: Int
  /// Hidden channels of the MLP over channels of the stage.
  public var expansionRatio: Int
  /// Number of blocks.
  public var depth: Int

  public init(kernelSize: Int, windowSplit: Int, expansionRatio: Int, depth: Int = 1) {
    self.kernelSize = kernelSize
    self.windowSplit = windowSplit
    self.expansionRatio = expansionRatio
    self.depth = depth
  }
}

/// One kind of value in a genotype.
public enum Gene: String, Hashable, Sendable {
  case kernelSize = "kernel size"
  case windowSplit = "window split"
  case expansionRatio = "expansion ratio"
  case depth
  case finalHeadCount = "final head count"
  case hiddenSize = "hidden size"

  /// What a genotype may say. Within these ranges no count of an architecture overflows.
  public var range: ClosedRange<Int> {
    switch self {
    case .kernelSize, .expansionRatio: 1...64
    case .depth: 1...128
    case .windowSplit, .finalHeadCount, .hiddenSize: 1...1024
    }
  }

  func parsed(_ text: String, stage: Int?) throws(ArchitectureError) -> Int {
    guard let value = Int(digits: text), range.contains(value) else {
      throw .gene(self, stage: stage, found: text)
    }
    return value
  }
}

extension Int {
  /// Reads ASCII digits alone: no sign, no blank, no overflow.
  init?(digits text: String) {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int(text) else {
      return nil
    }
    self = value
  }
}
