public import AsViTArchitecture
public import AsViTData
public import AsViTNetwork
public import AsViTNumerics

/// A network with its weights, and what an independent implementation makes of it: scores, gradients
/// of the training loss, or both. `Tests/Golden/asvit/README.md` describes the values.
public protocol NetworkCase: Sendable, CustomStringConvertible {
  var values: NetworkValues { get }
  var tensors: SafeTensors { get }

  func architecture() throws -> Architecture

  /// The images of the NTK and the logits, `[batch, 3, side, side]`.
  func images() throws -> [Float]

  /// The circle u0 cos θ + u1 sin θ: both vectors `[3, side, side]`.
  func circle() throws -> (u0: [Double], u1: [Double])
}

/// What the files of all cases say of a network.
public struct NetworkValues: Decodable, Sendable {
  let name: String
  let parameterCount, macCount: Int
  let expected, float32Error: [String: Double]
  let eigenvalues: [Double]?

  enum CodingKeys: String, CodingKey {
    case name, expected, eigenvalues
    case parameterCount = "parameters"
    case macCount = "macs"
    case float32Error = "pytorch_float32_relative_error"
  }
}

/// The cases of all families.
public enum NetworkCases {
  public static func all() throws -> [any NetworkCase] {
    try AsViTCase.all() as [any NetworkCase] + FamilyCase.all()
  }

  /// The cases with length distortion, kernel and logits.
  public static func scored() throws -> [any NetworkCase] {
    try all().filter { $0.expected["length"] != nil }
  }

  /// The cases with gradients of the training loss.
  public static func trained() throws -> [any NetworkCase] {
    try all().filter { $0.expected["loss"] != nil }
  }
}

extension NetworkCase {
  public var name: String { values.name }
  public var parameterCount: Int { values.parameterCount }
  public var macCount: Int { values.macCount }
  /// Scalars such as `length`, `kappa` and `loss`.
  public var expected: [String: Double] { values.expected }
  /// Eigenvalues of the NTK, ascending; nil without scores.
  public var eigenvalues: [Double]? { values.eigenvalues }
  public var float32Error: [String: Double] { values.float32Error }
  public var description: String { name }

  /// Twenty times PyTorch's own float32 error of the value, and never below 1e-5.
  ///
  /// - Precondition: the case states the error of `value`.
  public func tolerance(for value: String) -> Double {
    guard let error = float32Error[value] else {
      preconditionFailure("\(name) states no float32 error of \(value)")
    }
    return max(1e-5, 20 * error)
  }

  public func images() throws -> [Float] { try tensors.values(of: "input.images") }

  public func circle() throws -> (u0: [Double], u1: [Double]) {
    (
      try tensors.values(of: "input.u0", as: Float.self).map(Double.init),
      try tensors.values(of: "input.u1", as: Float.self).map(Double.init)
    )
  }

  /// The network with the case's weights.
  public func network<Scalar: NetworkScalar>(as _: Scalar.Type) throws -> Network<Scalar> {
    let store = ParameterStore<Scalar>(try architecture())
    for parameter in store.architecture.parameters {
      let values = try tensors.values(of: parameter.name, as: Float.self)
      store.setValues(values.map { Scalar($0) }, of: parameter.name)
    }
    return Network(store)
  }
}
