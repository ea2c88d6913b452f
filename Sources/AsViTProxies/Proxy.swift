public import AsViTArchitecture

/// A way to score an architecture at initialisation.
///
/// A proxy is one file and its name in `proxies`; commands, tables, pages and schemas then have it. Those
/// that are functions of the architecture alone are a `ClosedFormProxy`, those that add up along the
/// circle a `CurveProxy`, those that add up over matrices of absolute weights a `FlowProxy`.
public protocol Proxy: Quantity {
  /// Shared work that `outcomes(in:)` asks its trial for.
  static var needs: ProxyNeeds { get }

  /// The scores of the trial's architecture, one for each draw of weights.
  static func outcomes(in trial: Trial) -> [Outcome]

  /// An upper bound of the bytes it allocates itself, beside what the trial has for its needs; they are
  /// free again when its outcomes are known.
  ///
  /// - Parameter drawCount: how many draws `Trial.eachRepeatConcurrently` works on at a time, each with a
  ///   network.
  static func byteCount(of architecture: Architecture, imageCount: Int, drawCount: Int) -> Int
}

extension Proxy {
  public static var needs: ProxyNeeds { [] }

  public static func byteCount(
    of architecture: Architecture, imageCount: Int, drawCount: Int
  ) -> Int { 0 }
}

/// The proxies that commands offer, in the order of tables.
public let proxies: [any Proxy.Type] = [
  LengthDistortion.self, ConditionNumber.self, ExtrinsicCurvature.self, GaussMapLength.self,
  ParameterCount.self, MACCount.self, DepthTimesWidth.self, Depth.self, SpectralCapacity.self,
  CapacityTimesCost.self, LogWidth.self, ZiCo.self, MeCo.self, DSSIndicator.self, SynapticFlow.self,
]

/// What a proxy needs of a trial. What none needs is not computed, loaded or held in memory.
public struct ProxyNeeds: OptionSet, Sendable {
  public let rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Networks: `Trial.eachRepeat`, `Trial.eachRepeatConcurrently`.
  public static let network = ProxyNeeds(rawValue: 1)
  /// Images: `Trial.images` and `Trial.batch`.
  public static let images = ProxyNeeds(rawValue: 2)
  /// Images with labels: `Trial.labels`.
  public static let labels: ProxyNeeds = [.images, ProxyNeeds(rawValue: 4)]
  /// Features and velocities along the circle.
  public static let curve: ProxyNeeds = [.network, ProxyNeeds(rawValue: 8)]
  /// Accelerations along the circle too.
  public static let acceleration: ProxyNeeds = [.curve, ProxyNeeds(rawValue: 16)]
  /// The neural tangent kernel on the images: `Trial.kernels`.
  public static let kernel: ProxyNeeds = [.network, .images, ProxyNeeds(rawValue: 32)]
}

extension ProxyNeeds {
  /// What some proxies need together.
  public init(of proxies: [any Proxy.Type]) {
    self = proxies.reduce(into: []) { $0.formUnion($1.needs) }
  }
}
