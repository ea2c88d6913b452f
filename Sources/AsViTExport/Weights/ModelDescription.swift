public import AsViTArchitecture
public import AsViTData
internal import FoundationEssentials

/// What must be known to use a network's weights: how it is built, what its input is, and what its
/// outputs are called. A weights file carries it under `__metadata__`:
///
///     genotype             8,2,3|4,1,2|4,1,4|4,1,6|32
///     image_side           224
///     stem_stride          4
///     class_count          1000
///     normalisation_mean   [0.485,0.456,0.406]
///     normalisation_std    [0.229,0.224,0.225]
///     class_names          ["tench","goldfish"]; absent when the classes have no names
public struct ModelDescription: Hashable, Sendable {
  public let genotype: Genotype
  public let family: AsViTFamily
  public let normalisation: Normalisation
  /// In the order of the logits, one for each class or none at all.
  public let classNames: [String]

  /// - Precondition: one name for each class, or none.
  public init(
    genotype: Genotype, family: AsViTFamily, normalisation: Normalisation,
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

  /// Of an architecture of a search space.
  public init(_ genotype: Genotype, in space: SearchSpace) {
    self.init(
      genotype: genotype, family: space.family,
      normalisation: Normalisation(
        mean: space.channelMeans, standardDeviation: space.channelDeviations))
  }

  enum Key: String {
    case genotype
    case imageSide = "image_side"
    case stemStride = "stem_stride"
    case classCount = "class_count"
    case mean = "normalisation_mean"
    case standardDeviation = "normalisation_std"
    case classNames = "class_names"
  }

  /// As a weights file has it. Whether there is a position embedding is seen from the tensors.
  public var metadata: [String: String] {
    var values: [Key: String] = [
      .genotype: genotype.description,
      .imageSide: family.imageSide.description,
      .stemStride: family.stemStride.description,
      .classCount: family.classCount.description,
      .mean: jsonText(normalisation.mean.values),
      .standardDeviation: jsonText(normalisation.standardDeviation.values),
    ]
    if !classNames.isEmpty { values[.classNames] = jsonText(classNames) }
    return Dictionary(uniqueKeysWithValues: values.map { ($0.key.rawValue, $0.value) })
  }
}

extension ModelDescription {
  /// Reads what a weights file says.
  ///
  /// - Parameter path: for messages.
  /// - Throws: `WeightsError.metadata` for a key that is missing or has no such value.
  init(
    metadata: [String: String], hasPositionEmbedding: Bool, path: String
  ) throws(WeightsError) {
    func text(_ key: Key) throws(WeightsError) -> String {
      guard let text = metadata[key.rawValue] else {
        throw .metadata(path: path, key: key.rawValue, reason: "is missing")
      }
      return text
    }
    func refused(_ key: Key, _ reason: String) -> WeightsError {
      .metadata(
        path: path, key: key.rawValue, reason: "is '\(metadata[key.rawValue] ?? "")'; \(reason)")
    }
    func count(_ key: Key, upTo limit: Int) throws(WeightsError) -> Int {
      guard let count = Int(try text(key)), (1...limit).contains(count) else {
        throw refused(key, "needed: a whole number from 1 to \(limit)")
      }
      return count
    }
    func list<Element: Decodable>(_ key: Key, of: Element.Type) throws(WeightsError) -> [Element] {
      let text = try text(key)
      guard let list = try? JSONDecoder().decode([Element].self, from: Data(text.utf8)) else {
        throw refused(key, "needed: a JSON array")
      }
      return list
    }
    func colours(_ key: Key, where isPossible: (Float) -> Bool) throws(WeightsError) -> SIMD3<Float>
    {
      let values = try list(key, of: Float.self)
      guard values.count == 3, values.allSatisfy({ $0.isFinite && isPossible($0) }) else {
        throw refused(key, "needed: three numbers, standard deviations above 0")
      }
      return SIMD3(values[0], values[1], values[2])
    }

    let genotypeText = try text(.genotype)
    family = AsViTFamily(
      imageSide: try count(.imageSide, upTo: AsViTFamily.largestImageSide),
      stemStride: try count(.stemStride, upTo: 64),
      classCount: try count(.classCount, upTo: 100_000),
      hasPositionEmbedding: hasPositionEmbedding)
    do throws(ArchitectureError) {
      genotype = try family.genotype(genotypeText)
    } catch {
      throw refused(.genotype, error.description)
    }
    normalisation = Normalisation(
      mean: try colours(.mean) { _ in true },
      standardDeviation: try colours(.standardDeviation) { $0 > 0 })
    classNames =
      metadata[Key.classNames.rawValue] == nil ? [] : try list(.classNames, of: String.self)
    guard classNames.isEmpty || classNames.count == family.classCount else {
      throw refused(.classNames, "needed: \(family.classCount) names, one for each class")
    }
  }
}

extension SIMD3<Float> {
  var values: [Float] { [x, y, z] }
}
