import AsViTData

/// The images behind the neural tangent kernel.
public struct ImagesRecord: Hashable, Codable, Sendable {
  /// Their file names without folders, in order.
  public let names: [String]
  /// 64-bit FNV-1a of the normalised pixels, little-endian, in sixteen hexadecimal digits.
  public let digest: String

  public init(_ batch: ImageBatch) {
    names = batch.names.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for image in batch.images {
      for value in image.values {
        let bits = value.bitPattern
        for shift in stride(from: 0, to: 32, by: 8) {
          hash = (hash ^ UInt64(bits >> shift & 0xFF)) &* 0x0000_0100_0000_01B3
        }
      }
    }
    let digits = String(hash, radix: 16)
    digest = String(repeating: "0", count: 16 - digits.count) + digits
  }
}
