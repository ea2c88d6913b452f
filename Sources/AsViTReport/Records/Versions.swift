/// What computed a result. Another compiler or library may round differently.
public struct Versions: Hashable, Codable, Sendable {
  public let asvit: String
  public let swift: String
  /// The library's own description: version, options, kernel, thread limit.
  public let openBLAS: String

  public init(asvit: String, swift: String, openBLAS: String) {
    self.asvit = asvit
    self.swift = swift
    self.openBLAS = openBLAS
  }
}
