/// Why a state cannot be restored.
public enum OptimizerError: Error, Hashable, CustomStringConvertible {
  case tensorCount(saved: Int, expected: Int)
  case accumulatedValues(saved: Int, expected: Int)
  case averagedValues(saved: Int, expected: Int)
  case notFinite(index: Int)

  public var description: String {
    switch self {
    case .tensorCount(let saved, let expected):
      "the state is of \(saved) tensors, the optimizer of \(expected); restore it with the model "
        + "that it was saved with"
    case .accumulatedValues(let saved, let expected):
      "the state holds \(saved) accumulated values, the optimizer needs \(expected); restore it "
        + "with the model and the update rule that it was saved with"
    case .averagedValues(let saved, let expected):
      "the average holds \(saved) weights, the model has \(expected); restore it with the model "
        + "that it was saved with"
    case .notFinite(let index):
      "value \(index) is not finite; restore an earlier checkpoint"
    }
  }
}
