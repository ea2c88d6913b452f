public import AsViTArchitecture
import AsViTData
import CEmbedded
import Mustache

/// A Python module of a network, without weights: it reads those from the safetensors file of the
/// same name.
///
/// An As-ViT's needs PyTorch alone, and registers itself with timm where that is installed. Plain
/// transformers and PiT are timm's own models.
public struct PythonModule: Sendable {
  public let text: String

  /// The module of a network; nil for a family that has none.
  ///
  /// - Parameter name: the module's, a Python identifier.
  /// - Throws: when the description has no architecture.
  public init?(
    _ description: ModelDescription, name: String, version: String
  ) throws(ArchitectureError) {
    let genotype = description.genotype
    let architecture = try description.family.architecture(for: genotype)
    let head = ModuleHead(architecture, described: description, name: name, version: version)
    switch description.family {
    case let family as AsViTFamily:
      text = Self.render(
        AsViTModule(
          architecture, of: family, genes: try AsViTGenes(genotype.description), head: head),
        embedded_pytorch_module)
    case let family as PlainViT:
      text = Self.render(
        TimmModule(of: family, genes: try PlainViTGenes(genotype.description), head: head),
        embedded_timm_module)
    case let family as PiT:
      text = Self.render(
        TimmModule(of: family, genes: try PiTGenes(genotype.description), head: head),
        embedded_timm_module)
    default: return nil
    }
  }

  /// Whether networks of a family have a module.
  public static func exists(for family: any Family) -> Bool {
    family is AsViTFamily || family is PlainViT || family is PiT
  }

  /// A tuple of Python. Strings in JSON are strings in Python.
  static func tuple(_ values: [some Encodable]) -> String {
    let elements = values.map(jsonText)
    return "(" + elements.joined(separator: ", ") + (values.count == 1 ? ",)" : ")")
  }

  private static func render(_ context: Any, _ template: embedded_file) -> String {
    let text = String(
      decoding: UnsafeBufferPointer(start: template.bytes, count: template.byte_count),
      as: UTF8.self)
    do {
      return try MustacheTemplate(string: text).render(context)
    } catch {
      preconditionFailure("the template in the program does not parse: \(error)")
    }
  }
}
