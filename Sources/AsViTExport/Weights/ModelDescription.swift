public import AsViTArchitecture
public import AsViTData
import FoundationEssentials

/// What must be known to use a network's weights: how it is built, what its input is, and what its
/// outputs are called. A weights file carries it under `__metadata__`:
///
///     family               as-vit, vit or pit
///     genotype             8,2,3|4,1,2|4,1,4|4,1,6|32
///     image_side           224
///     stem_stride          4, or what else the family has
///     class_count          1000
///     normalisation_mean   [0.485,0.456,0.406]
///     normalisation_std    [0.229,0.224,0.225]
///     class_names          ["tench","goldfish"]; absent when the classes have no names
public struct ModelDescription: Sendable {
  public let genotype: Genotype
  public let family: any Family
  public let normalisation: Normalisation
  /// Names in the order of the logits, one for each class or none at all.
  public let classNames: [String]

  /// - Precondition: one name for each class, or none.
  public init(
    genotype: Genotype, family: any Family, normalisation: Normalisation,
    classNames: [String] = []
  ) {
    precondition(
      classNames.isEmpty || classNames.count == family.classCount,
      "\(classNames.count) names for \(family.classCount) classes")
    self.genotype = genotype
    self.family = family
    self.normalisation = normalisation
    self.classNames = classNames
  }

  /// The description of an architecture of a search space.
  public init(_ genotype: Genotype, in space: SearchSpace) {
    self.init(
      genotype: genotype, family: space.family,
      normalisation: Normalisation(
        mean: space.channelMeans, standardDeviation: space.channelDeviations))
  }

  enum Key: String {
    case family
    case genotype
    case imageSide = "image_side"
    case classCount = "class_count"
    case mean = "normalisation_mean"
    case standardDeviation = "normalisation_std"
    case classNames = "class_names"
  }

  /// The description as a weights file has it.
  public var metadata: [String: String] {
    var values: [Key: String] = [
      .family: type(of: family).word,
      .genotype: genotype.description,
      .imageSide: family.imageSide.description,
      .classCount: family.classCount.description,
      .mean: jsonText(normalisation.mean.values),
      .standardDeviation: jsonText(normalisation.standardDeviation.values),
    ]
    if !classNames.isEmpty { values[.classNames] = jsonText(classNames) }
    return family.metadata.merging(values.map { ($0.key.rawValue, $0.value) }) { $1 }
  }
}

extension ModelDescription {
  /// Eight hexadecimal digits that tell architectures of one size apart, whatever their weights and their
  /// images' colours.
  public var architectureDigest: String {
    let others: [Key] = [.mean, .standardDeviation, .classNames]
    var digest = Digest()
    for (key, value) in metadata.sorted(by: { $0.key < $1.key })
    where !others.map(\.rawValue).contains(key) {
      Array("\(key)=\(value)\n".utf8).withUnsafeBytes { digest.add($0) }
    }
    return String(digest.text.suffix(8))
  }
}

extension ModelDescription {
  /// Reads what a weights file says.
  ///
  /// - Throws: `ArchitectureError.metadata` for a key that is missing or has no such value.
  init(_ metadata: ModelMetadata) throws(ArchitectureError) {
    func list<Element: Decodable>(
      _ key: Key, of: Element.Type
    ) throws(ArchitectureError) -> [Element] {
      let text = try metadata.text(key.rawValue)
      guard let list = try? JSONDecoder().decode([Element].self, from: Data(text.utf8)) else {
        throw metadata.refusal(of: key.rawValue, "needed: a JSON array")
      }
      return list
    }
    func colours(
      _ key: Key, where isPossible: (Float) -> Bool
    ) throws(ArchitectureError) -> SIMD3<Float> {
      let values = try list(key, of: Float.self)
      guard values.count == 3, values.allSatisfy({ $0.isFinite && isPossible($0) }) else {
        throw metadata.refusal(
          of: key.rawValue, "needed: three numbers, standard deviations above 0")
      }
      return SIMD3(values[0], values[1], values[2])
    }

    let text = try metadata.text(Key.genotype.rawValue)
    let word = metadata.optionalText(Key.family.rawValue) ?? AsViTFamily.word
    guard let family = families.first(where: { $0.word == word }) else {
      throw metadata.refusal(
        of: Key.family.rawValue, "possible: \(families.map { $0.word }.joined(separator: ", "))")
    }
    self.family = try family.reading(
      metadata,
      imageSide: metadata.integer(Key.imageSide.rawValue, in: 1...AsViTFamily.largestImageSide),
      classCount: metadata.integer(Key.classCount.rawValue, in: 1...100_000))
    do throws(ArchitectureError) {
      genotype = try self.family.genotype(text)
    } catch {
      throw metadata.refusal(of: Key.genotype.rawValue, error.description)
    }
    normalisation = Normalisation(
      mean: try colours(.mean) { _ in true },
      standardDeviation: try colours(.standardDeviation) { $0 > 0 })
    classNames =
      metadata.optionalText(Key.classNames.rawValue) == nil
      ? [] : try list(.classNames, of: String.self)
    guard classNames.isEmpty || classNames.count == self.family.classCount else {
      throw metadata.refusal(
        of: Key.classNames.rawValue,
        "needed: \(self.family.classCount) names, one for each class")
    }
  }
}

extension SIMD3<Float> {
  var values: [Float] { [x, y, z] }
}
