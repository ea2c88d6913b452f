import Glibc

/// The features at one point of a curve, and their derivatives by its parameter, in Double.
public struct CurvePoint: Hashable, Sendable {
  public let position: [Double]
  public let velocity: [Double]
  /// Empty when only the first derivative was computed.
  public let acceleration: [Double]

  public init(position: [Double], velocity: [Double], acceleration: [Double]) {
    self.position = position
    self.velocity = velocity
    self.acceleration = acceleration
  }

  /// ‖v‖.
  public var speed: Double { dot(velocity, velocity).squareRoot() }

  /// (v·v)^(−3/2) √((v·v)(a·a) − (v·a)²).
  public var curvature: Double {
    let vv = dot(velocity, velocity)
    let va = dot(velocity, acceleration)
    // Cauchy and Schwarz keep the difference from being negative, rounding does not.
    let area = max(0, vv * dot(acceleration, acceleration) - va * va)
    return area.squareRoot() / (vv * vv.squareRoot())
  }

  /// ‖d/dθ (v / ‖v‖)‖ = ‖a − v (v·a) / (v·v)‖ / ‖v‖.
  public var turningSpeed: Double {
    let vv = dot(velocity, velocity)
    let along = dot(velocity, acceleration) / vv
    let across = zip(velocity, acceleration).map { $1 - along * $0 }
    return (dot(across, across) / vv).squareRoot()
  }

  private func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
