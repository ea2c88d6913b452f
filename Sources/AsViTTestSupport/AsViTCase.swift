public import AsViTArchitecture
public import AsViTData
import AsViTNumerics

/// A case of the family `asvit`; `Tests/Golden/asvit/README.md` describes the values.
@dynamicMemberLookup
public struct AsViTCase: NetworkCase {
  public let values: NetworkValues
  public let tensors: SafeTensors
  private let design: Design

  /// What the network is, and where its images come from.
  public struct Design: Decodable, Sendable {
    public let genotype: String
    public let imageSide, stemStride, classCount: Int
    public let depths, gridSides, channelCounts, headCounts, headDimensions, windowSides: [Int]
    fileprivate let generated: Generated?

    enum CodingKeys: String, CodingKey {
      case genotype, depths, generated
      case imageSide = "image_size"
      case stemStride = "stride"
      case classCount = "num_classes"
      case gridSides = "resolutions"
      case channelCounts = "widths"
      case headCounts = "heads"
      case headDimensions = "head_dims"
      case windowSides = "windows"
    }
  }

  public subscript<Value>(dynamicMember path: KeyPath<Design, Value>) -> Value {
    design[keyPath: path]
  }

  fileprivate struct Generated: Decodable {
    let seeds: Seeds
    let imagesShape: [Int]

    struct Seeds: Decodable { let images, r0, r1: UInt64 }

    enum CodingKeys: String, CodingKey {
      case seeds
      case imagesShape = "images_shape"
    }
  }

  /// Every case of the family: scores, or gradients of the training loss.
  public static func all(under root: String = Golden.root) throws -> [AsViTCase] {
    try Golden.cases(of: "asvit", under: root).map { golden in
      AsViTCase(
        values: try golden.decoded(), tensors: try golden.tensors(), design: try golden.decoded())
    }
  }

  public func architecture() throws -> Architecture {
    try AsViTFamily(
      imageSide: design.imageSide, stemStride: design.stemStride, classCount: design.classCount
    ).architecture(for: Genotype(design.genotype))
  }

  public func images() throws -> [Float] {
    guard let generated = design.generated else { return try tensors.values(of: "input.images") }
    let count = generated.imagesShape.reduce(1, *)
    return uniform(generated.seeds.images, count: count).map { Float($0) }
  }

  public func circle() throws -> (u0: [Double], u1: [Double]) {
    guard let generated = design.generated else {
      return (
        try tensors.values(of: "input.u0", as: Float.self).map(Double.init),
        try tensors.values(of: "input.u1", as: Float.self).map(Double.init)
      )
    }
    let count = 3 * design.imageSide * design.imageSide
    let u0 = normalised(uniform(generated.seeds.r0, count: count))
    let r1 = uniform(generated.seeds.r1, count: count)
    let along = zip(u0, r1).reduce(0) { $0 + $1.0 * $1.1 }
    return (u0, normalised(zip(u0, r1).map { $1 - along * $0 }))
  }

  private func uniform(_ seed: UInt64, count: Int) -> [Double] {
    var rng = SplitMix64(seed: Seed(seed))
    return (0..<count).map { _ in Double(rng.next() >> 40) / 8_388_608 - 1 }
  }

  private func normalised(_ values: [Double]) -> [Double] {
    let norm = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return values.map { $0 / norm }
  }
}
