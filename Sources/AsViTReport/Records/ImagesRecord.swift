public import AsViTData

/// The images behind the neural tangent kernel.
public struct ImagesRecord: Hashable, Codable, Sendable {
  /// Their file names without folders, in order.
  public let names: [String]
  /// 64-bit FNV-1a of the normalised pixels, little-endian, in sixteen hexadecimal digits.
  public let digest: String

  public init(_ batch: ImageBatch) {
    names = batch.names.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
    var digest = Digest()
    for image in batch.images { image.values.withUnsafeBytes { digest.add($0) } }
    self.digest = digest.text
  }
}
