import AsViTArchitecture
import AsViTExport

/// The network of imported weights, as their file tells.
public struct ImportFindings: Sendable {
  public let network: MemberRecord
  /// Pixels.
  public let imageSide: Int
  public let classCount: Int

  init(_ file: WeightsFile) {
    network = MemberRecord(file.architecture, step: 0)
    imageSide = file.architecture.imageSide
    classCount = file.architecture.classCount
  }
}
