public import AsViTArchitecture
public import AsViTData
import AsViTNumerics

/// A case of the family `asvit`; `Tests/Golden/asvit/README.md` describes the values.
public struct AsViTCase: NetworkCase {
  public let name: String
  public let genotype: String
  public let imageSide: Int
  public let stemStride: Int
  public let classCount: Int
  public let depths: [Int]
  public let gridSides: [Int]
  public let channelCounts: [Int]
  public let headCounts: [Int]
  public let headDimensions: [Int]
  public let windowSides: [Int]
  public let parameterCount: Int
  public let macCount: Int
  /// Scalars such as `length` and `kappa`.
  public let expected: [String: Double]
  /// Eigenvalues of the NTK, ascending; nil in the gradient case.
  public let eigenvalues: [Double]?
  public let tensors: SafeTensors
  public let float32Error: [String: Double]
  private let generated: Generated?

  private struct Generated: Decodable {
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
    try Golden.cases(of: "asvit", under: root).map { try AsViTCase($0) }
  }

  public func architecture() throws -> Architecture {
    try AsViTFamily(imageSide: imageSide, stemStride: stemStride, classCount: classCount)
      .architecture(for: Genotype(genotype))
  }

  public func images() throws -> [Float] {
    guard let generated else { return try tensors.values(of: "input.images") }
    let count = generated.imagesShape.reduce(1, *)
    return uniform(generated.seeds.images, count: count).map { Float($0) }
  }

  public func circle() throws -> (u0: [Double], u1: [Double]) {
    guard let generated else {
      return (
        try tensors.values(of: "input.u0", as: Float.self).map(Double.init),
        try tensors.values(of: "input.u1", as: Float.self).map(Double.init)
      )
    }
    let count = 3 * imageSide * imageSide
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

extension AsViTCase {
  private struct Record: Decodable {
    let name, genotype: String
    let imageSide, stemStride, classCount, parameterCount, macCount: Int
    let depths, gridSides, channelCounts, headCounts, headDimensions, windowSides: [Int]
    let expected, float32Error: [String: Double]
    let eigenvalues: [Double]?
    let generated: Generated?

    enum CodingKeys: String, CodingKey {
      case name, genotype, depths, expected, eigenvalues, generated
      case imageSide = "image_size"
      case stemStride = "stride"
      case classCount = "num_classes"
      case parameterCount = "parameters"
      case macCount = "macs"
      case gridSides = "resolutions"
      case channelCounts = "widths"
      case headCounts = "heads"
      case headDimensions = "head_dims"
      case windowSides = "windows"
      case float32Error = "pytorch_float32_relative_error"
    }
  }

  private init(_ golden: GoldenCase) throws {
    let record = try golden.decoded(as: Record.self)
    name = record.name
    genotype = record.genotype
    imageSide = record.imageSide
    stemStride = record.stemStride
    classCount = record.classCount
    depths = record.depths
    gridSides = record.gridSides
    channelCounts = record.channelCounts
    headCounts = record.headCounts
    headDimensions = record.headDimensions
    windowSides = record.windowSides
    parameterCount = record.parameterCount
    macCount = record.macCount
    expected = record.expected
    eigenvalues = record.eigenvalues
    tensors = try golden.tensors()
    float32Error = record.float32Error
    generated = record.generated
  }
}
