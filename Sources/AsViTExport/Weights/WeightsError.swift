public import AsViTArchitecture
public import AsViTData

/// Why a file of weights cannot be used.
public enum WeightsError: Error, Hashable, Sendable {
  case file(SafeTensorsError)
  /// A key under `__metadata__` is missing, or its value is not possible.
  case metadata(path: String, key: String, reason: String)
  /// What the metadata describe cannot be built.
  case architecture(path: String, ArchitectureError)
  /// Tensors that the architecture needs and the file lacks.
  case missing(path: String, genotype: Genotype, tensors: [String])
  /// Tensors in the file that the architecture does not know.
  case unknown(path: String, genotype: Genotype, tensors: [String])
  case shape(path: String, tensor: String, found: [Int], needed: [Int])
  /// A weight that is NaN or infinite, by its place in the row-major tensor.
  case nonFinite(path: String, tensor: String, index: Int, value: Float)
  /// The weights are those of another architecture than the one asked for.
  case otherGenotype(path: String, found: Genotype, asked: Genotype)
}

extension WeightsError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .metadata(let path, let key, let reason):
      "\(path): metadata: \(key) \(reason)"
    case .architecture(let path, let error): "\(path): \(error)"
    case .missing(let path, let genotype, let tensors):
      "\(path): lacks \(Self.listing(tensors)) of \(genotype)"
    case .unknown(let path, let genotype, let tensors):
      "\(path): \(genotype) has no \(Self.listing(tensors)); is it the right architecture?"
    case .shape(let path, let tensor, let found, let needed):
      "\(path): \(tensor): shape \(found), needed: \(needed)"
    case .nonFinite(let path, let tensor, let index, let value):
      "\(path): \(tensor): element \(index) is \(value); take the weights of an earlier checkpoint, "
        + "or train again at a lower rate"
    case .otherGenotype(let path, let found, let asked):
      "\(path): holds the weights of \(found), asked for \(asked)"
    }
  }

  private static func listing(_ names: [String]) -> String {
    let rest = names.count > 3 ? " and \(names.count - 3) more tensors" : ""
    return names.prefix(3).joined(separator: ", ") + rest
  }
}
