/// Why a recipe cannot be applied.
public enum AugmentationError: Error, Hashable, CustomStringConvertible {
  case probability(name: String, value: Double)
  case negative(name: String, value: Double)
  case magnitude(Double)
  case noOperations

  public var description: String {
    switch self {
    case .probability(let name, let value):
      "\(name) is \(value); a probability lies between 0 and 1"
    case .negative(let name, let value):
      "\(name) is \(value); it must be 0 (off) or a positive number"
    case .magnitude(let value):
      "the magnitude of RandAugment is \(value); its levels are 0 to 10"
    case .noOperations:
      """
      RandAugment has no operation to draw from; leave RandAugment out, or name some of \
      \(RandAugmentOperation.allCases.map(\.rawValue).joined(separator: ", "))
      """
    }
  }
}
