import AsViTTestSupport
import Testing

/// A trajectory on a small awkward problem: one case of one file of `Tests/Golden/optimizers` whose
/// cases name an optimizer. The files say how they were made and against which libraries they were
/// checked.
struct OptimizerCase: Sendable, CustomTestStringConvertible {
  let problem: OptimizerProblem
  let record: Record

  var testDescription: String { record.name }

  /// Every case of every family of update rules.
  static func all() throws -> [OptimizerCase] {
    let families = try Golden.cases(of: "optimizers", having: "optimizer")
    return try families.flatMap { golden in
      let file = try golden.decoded(as: File.self)
      return file.cases.map { OptimizerCase(problem: file.problem, record: $0) }
    }
  }

  private struct File: Decodable {
    let problem: OptimizerProblem
    let cases: [Record]
  }

  struct Record: Decodable, Sendable {
    let name: String
    let optimizer: String
    let variant: String?
    let hyperparameters: GoldenOptions
    /// Names the initial values in `OptimizerProblem.initial`.
    let initial: String
    /// The learning rate of each update.
    let learningRates: [Double]
    /// The momentum of each update, where it changes.
    let momenta: [Double]?
    let groups: [Group]?
    let events: [Event]?
    /// Parameters after the update that the key counts, from 1.
    let expected: [String: [Double]]
    /// What each library gave in float32.
    let libraries: [String: [String: [Double]]]?
    let tolerance: Tolerance

    enum CodingKeys: String, CodingKey {
      case name, optimizer, variant, hyperparameters, initial, events, tolerance
      case learningRates = "lr"
      case momenta = "momentum_cycle"
      case groups = "param_groups"
      case expected = "expected_float64"
      case libraries = "library_float32"
    }
  }

  struct Group: Decodable, Sendable {
    let tensors: [String]
    let weightDecay: Double?
    let learningRateScale: Double?

    enum CodingKeys: String, CodingKey {
      case tensors = "params"
      case weightDecay = "weight_decay"
      case learningRateScale = "lr_scale"
    }
  }

  struct Event: Decodable, Sendable {
    let beforeStep: Int
    let action: String

    enum CodingKeys: String, CodingKey {
      case action
      case beforeStep = "before_step"
    }
  }

  /// |got − expected| ≤ tolerance · (1 + |expected|) for each value.
  struct Tolerance: Decodable, Sendable {
    let float64: Double
    let float32: Double
  }
}

struct OptimizerProblem: Decodable, Sendable {
  struct Tensor: Decodable, Sendable {
    let name: String
    let shape: [Int]
  }

  let tensors: [Tensor]
  /// Exact in Float, as are the gradients.
  let initial: [String: [Float]]
  /// One for each update, flat over all tensors.
  let gradients: [[Float]]

  /// Cuts a flat list of all values into tensors.
  func split<Scalar: BinaryFloatingPoint>(_ values: [some BinaryFloatingPoint]) -> [[Scalar]] {
    var rest = values[...]
    return tensors.map { tensor in
      let count = tensor.shape.reduce(1, *)
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count).map { Scalar($0) }
    }
  }
}
