public import AsViTArchitecture
internal import AsViTData
internal import CExportTemplates
internal import Mustache

/// A self-contained Python module of a network for PyTorch, which also registers it with timm where
/// that is installed.
///
/// The module has the architecture and no weights; it reads those from the safetensors file of the
/// same name.
public struct PythonModule: Sendable {
  private let context: Context

  /// What the template's tags stand for.
  private struct Context {
    let name: String
    let version: String
    let genotype: String
    let imageSide: Int
    let stemStride: Int
    let classCount: Int
    let classNames: String
    let mean: String
    let standardDeviation: String
    let parameterCount: Int
    let macCount: Int
    /// Tokens of the position embedding, if there is one.
    let positionCount: Int?
    let lastGridSide: Int
    let stageCount: Int
    let stages: [Stage]
  }

  private struct Stage {
    let kernel: Int
    let width: Int
    let depth: Int
    let splits: Int
    let heads: Int
    let headDimension: Int
    let hidden: Int
  }

  /// A module of an As-ViT; nil for other families.
  ///
  /// - Parameter name: the module's, a Python identifier.
  /// - Throws: when the description has no architecture.
  public init?(
    _ description: ModelDescription, name: String, version: String
  ) throws(ArchitectureError) {
    guard let family = description.family as? AsViTFamily else { return nil }
    let architecture = try family.architecture(for: description.genotype)
    let stages = Self.stages(of: architecture)
    let firstGrid = architecture.trunk[0].output
    context = Context(
      name: name, version: version, genotype: description.genotype.description,
      imageSide: architecture.imageSide, stemStride: family.stemStride,
      classCount: architecture.classCount, classNames: Self.tuple(description.classNames),
      mean: Self.tuple(description.normalisation.mean.values),
      standardDeviation: Self.tuple(description.normalisation.standardDeviation.values),
      parameterCount: architecture.parameterCount, macCount: architecture.macCount,
      positionCount: family.hasPositionEmbedding ? firstGrid.tokenCount : nil,
      lastGridSide: architecture.classifier[0].input.gridSide, stageCount: stages.count,
      stages: stages)
  }

  private static func stages(of architecture: Architecture) -> [Stage] {
    var kernels: [Int] = []
    var hidden: [Int] = []
    for layer in architecture.trunk {
      switch layer.kind {
      case .embed(let kernelSize, _, _), .merge(let kernelSize): kernels.append(kernelSize)
      case .mlp(let hiddenChannels, _) where hidden.count < kernels.count:
        hidden.append(hiddenChannels)
      default: break
      }
    }
    return architecture.stages.enumerated().map { index, stage in
      Stage(
        kernel: kernels[index], width: stage.channelCount, depth: stage.depth,
        splits: stage.gridSide / stage.windowSide, heads: stage.headCount,
        headDimension: stage.headDimension, hidden: hidden[index])
    }
  }

  /// A tuple of Python. Strings in JSON are strings in Python.
  private static func tuple(_ values: [some Encodable]) -> String {
    let elements = values.map(jsonText)
    return "(" + elements.joined(separator: ", ") + (values.count == 1 ? ",)" : ")")
  }

  /// The text of the module.
  public var text: String {
    let file = export_template_pytorch()
    let text = String(
      decoding: UnsafeBufferPointer(start: file.bytes, count: file.byte_count), as: UTF8.self)
    do {
      return try MustacheTemplate(string: text).render(context)
    } catch {
      preconditionFailure("the template in the program does not parse: \(error)")
    }
  }
}
