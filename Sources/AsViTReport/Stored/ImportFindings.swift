import AsViTArchitecture
import AsViTExport

/// The network of imported weights, as their file tells.
public struct ImportFindings: Sendable {
  public let architecture: Architecture

  init(_ file: WeightsFile) { architecture = file.architecture }
}
