import AsViTTestSupport
import Testing

/// Trajectories of a family of optimizers on a small awkward problem: the files of
/// `Tests/Golden/optimizers`, which say how they were made and checked.
struct OptimizerGolden<Hyperparameters: Decodable & Sendable>: Decodable {
  struct Problem: Decodable {
    let tensors: [Tensor]
    /// Exact in Float, as are the gradients.
    let initial: [String: [Float]]
    /// One for each update, flat over all tensors.
    let gradients: [[Float]]

    /// Cuts a flat list of all values into tensors.
    func split<Scalar: BinaryFloatingPoint>(
      _ values: [some BinaryFloatingPoint]
    ) -> [[Scalar]] {
      var rest = values[...]
      return tensors.map { tensor in
        let count = tensor.shape.reduce(1, *)
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count).map { Scalar($0) }
      }
    }
  }

  struct Tensor: Decodable {
    let name: String
    let shape: [Int]
  }

  struct Case: Decodable {
    let name: String
    let hyperparameters: Hyperparameters
    /// Names the initial values in `Problem.initial`.
    let initial: String
    /// The learning rate of each update.
    let learningRates: [Double]
    let groups: [Group]?
    /// Parameters after the update that the key counts, from 1.
    let expected: [String: [Double]]
    let tolerance: Tolerance

    enum CodingKeys: String, CodingKey {
      case name, hyperparameters, initial, tolerance
      case learningRates = "lr"
      case groups = "param_groups"
      case expected = "expected_float64"
    }

    /// The weight decay that a parameter group sets for a tensor.
    func weightDecay(of tensor: Tensor) -> Double? {
      groups?.first { $0.tensors.contains(tensor.name) }?.weightDecay
    }
  }

  struct Group: Decodable {
    let tensors: [String]
    let weightDecay: Double?

    enum CodingKeys: String, CodingKey {
      case tensors = "params"
      case weightDecay = "weight_decay"
    }
  }

  /// |got − expected| ≤ tolerance · (1 + |expected|) for each value.
  struct Tolerance: Decodable {
    let float64: Double
    let float32: Double
  }

  let problem: Problem
  let cases: [Case]

  init(named name: String) throws {
    let golden = try #require(Golden.cases(of: "optimizers").first { $0.name == name })
    self = try golden.decoded()
  }
}
