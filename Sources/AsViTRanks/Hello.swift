/// What a rank is, so that only ranks work together that come to the same bits.
public struct Hello: Hashable, Codable, Sendable {
  public let host: String
  /// Of the program.
  public let version: String
  /// Of what results depend on beside the images.
  public let settings: String
  /// Of the images; nil when there are none.
  public let images: String?
  /// Of what the kernels compute on this machine.
  public let selfTest: String

  /// - Parameters: digests, but for the host's name and the version.
  public init(host: String, version: String, settings: String, images: String?, selfTest: String) {
    self.host = host
    self.version = version
    self.settings = settings
    self.images = images
    self.selfTest = selfTest
  }

  /// What another rank has that this one has not.
  public enum Difference: Hashable, Sendable, CustomStringConvertible {
    case version(String, expected: String)
    case settings, images, arithmetic
    /// It does not read.
    case format

    public var description: String {
      switch self {
      case .version(let found, let expected): "asvit \(found), the first rank has \(expected)"
      case .settings: "another search space or other settings than the first rank"
      case .images: "other images than the first rank"
      case .arithmetic:
        "another processor or mathematics library, which rounds otherwise than the first rank's"
      case .format: "another asvit, whose messages cannot be read"
      }
    }
  }

  /// The first difference that matters; nil when the ranks can work together.
  func difference(to other: Hello) -> Difference? {
    if other.version != version { return .version(other.version, expected: version) }
    if other.settings != settings { return .settings }
    if other.images != images { return .images }
    return other.selfTest == selfTest ? nil : .arithmetic
  }
}
