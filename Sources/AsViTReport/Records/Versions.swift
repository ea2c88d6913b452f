import AsViTNumerics

/// What computed a result. Another compiler, library or instruction set may round differently.
public struct Versions: Hashable, Codable, Sendable {
  public let asvit: String
  /// The version of the compiler, without its patch level.
  public let swift: String
  /// The library's own description of its version and options.
  public let openBLAS: String
  /// The instruction set of the kernels.
  public let instructionSet: String

  /// The versions of this program.
  public static var current: Versions {
    Versions(
      asvit: asvitVersion, swift: swiftVersion, openBLAS: LinearAlgebraLibrary.description,
      instructionSet: Processor.instructionSet)
  }
}

extension Versions: CustomStringConvertible {
  public var description: String {
    "asvit \(asvit), Swift \(swift), \(openBLAS), \(instructionSet)"
  }
}

/// The version of this program.
public let asvitVersion = "0.1.0"

#if compiler(>=6.4)
  private let swiftVersion = "6.4 or later"
#elseif compiler(>=6.3)
  private let swiftVersion = "6.3"
#else
  private let swiftVersion = "6.2"
#endif
