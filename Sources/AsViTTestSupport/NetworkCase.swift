public import AsViTArchitecture
public import AsViTData
public import AsViTNetwork
public import AsViTNumerics

/// A network with its weights, and what an independent implementation makes of it: scores, gradients
/// of the training loss, or both. `Tests/Golden/asvit/README.md` describes the values.
public protocol NetworkCase: Sendable, CustomStringConvertible {
  var name: String { get }
  var parameterCount: Int { get }
  var macCount: Int { get }
  /// Scalars such as `length`, `kappa` and `loss`.
  var expected: [String: Double] { get }
  /// Eigenvalues of the NTK, ascending; nil without scores.
  var eigenvalues: [Double]? { get }
  var tensors: SafeTensors { get }
  var float32Error: [String: Double] { get }

  func architecture() throws -> Architecture

  /// The images of the NTK and the logits, `[batch, 3, side, side]`.
  func images() throws -> [Float]

  /// The circle u0 cos θ + u1 sin θ: both vectors `[3, side, side]`.
  func circle() throws -> (u0: [Double], u1: [Double])
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
