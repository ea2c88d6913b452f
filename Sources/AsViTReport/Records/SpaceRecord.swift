public import AsViTArchitecture

/// A search space, whole, so that a run can be repeated without its file.
public struct SpaceRecord: Hashable, Codable, Sendable {
  public let name: String
  /// The text of the file.
  public let yaml: String

  public init(name: String, yaml: String) {
    self.name = name
    self.yaml = yaml
  }

  /// The space that the text describes.
  public func space() throws(ArchitectureError) -> SearchSpace {
    try SearchSpace(yaml: yaml, file: name + ".yaml")
  }
}
