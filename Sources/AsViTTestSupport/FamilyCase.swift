public import AsViTArchitecture
public import AsViTData

/// A case of a family beside As-ViT; `Tests/Golden/families/README.md` describes the values.
public struct FamilyCase: NetworkCase {
  public let values: NetworkValues
  public let tensors: SafeTensors
  private let design: Design

  /// Every case of every family.
  public static func all(under root: String = Golden.root) throws -> [FamilyCase] {
    try Golden.cases(of: "families", under: root).map { golden in
      FamilyCase(
        values: try golden.decoded(), tensors: try golden.tensors(), design: try golden.decoded())
    }
  }

  public func architecture() throws -> Architecture { try design.architecture() }
}

extension FamilyCase {
  /// The arguments of timm's models.
  private enum Design: Decodable {
    case vit(ViT)
    case pit(PiTDesign)

    struct ViT: Decodable {
      let imageSide, patch, width, classCount: Int
      let heads: [Int]
      let ratios: [Double]
      let headDimension: Int?
      let hasClassToken: Bool
      let pool: String

      enum CodingKeys: String, CodingKey {
        case patch, width, heads, pool
        case imageSide = "image_size"
        case classCount = "num_classes"
        case ratios = "mlp_ratios"
        case headDimension = "head_dim"
        case hasClassToken = "class_token"
      }
    }

    struct PiTDesign: Decodable {
      let imageSide, patch, stride, classCount: Int
      let bases, depths, heads: [Int]
      let ratio: Double

      enum CodingKeys: String, CodingKey {
        case patch, stride, heads
        case imageSide = "image_size"
        case classCount = "num_classes"
        case bases = "base_dims"
        case depths = "depth"
        case ratio = "mlp_ratio"
      }
    }

    struct UnknownFamily: Error {
      let name: String
    }

    init(from decoder: any Decoder) throws {
      struct Kind: Decodable { let family: String }
      let kind = try Kind(from: decoder).family
      switch kind {
      case "vit": self = .vit(try ViT(from: decoder))
      case "pit": self = .pit(try PiTDesign(from: decoder))
      default: throw UnknownFamily(name: kind)
      }
    }

    func architecture() throws -> Architecture {
      switch self {
      case .vit(let design):
        let family = PlainViT(
          imageSide: design.imageSide, patchSide: design.patch, classCount: design.classCount,
          hasClassToken: design.hasClassToken,
          pooling: design.pool == "token" ? .classToken : .mean,
          headDimension: design.headDimension)
        let blocks = zip(design.heads, design.ratios).map { "\($0),\(Self.text($1))" }
        let size = "\(design.width)x\(blocks.count)"
        return try family.architecture(for: Genotype(([size] + blocks).joined(separator: "|")))
      case .pit(let design):
        let family = PiT(
          imageSide: design.imageSide, patchSide: design.patch, stride: design.stride,
          classCount: design.classCount)
        let lists = [design.bases, design.depths, design.heads].map { list in
          list.map(\.description).joined(separator: ",")
        }
        return try family.architecture(
          for: Genotype((lists + [Self.text(design.ratio)]).joined(separator: "|")))
      }
    }

    /// Whole numbers without a point.
    private static func text(_ ratio: Double) -> String {
      ratio == ratio.rounded() ? "\(Int(ratio))" : "\(ratio)"
    }
  }
}
