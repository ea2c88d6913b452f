public import AsViTNumerics
import CEmbedded

/// Sixteen photographs of 224 × 224 pixels inside the program, CC0 or in the public domain: the
/// batch for the neural tangent kernel when no other is named.
///
/// Sources and licences: Sources/CEmbedded/photographs/LICENSES.md.
public struct EmbeddedPhotographs: ImageSource {
  public init() {}

  public var path: String { "embedded photographs" }
  public var count: Int { embedded_photograph_count() }
  public var fitting: Fitting { .cropping }

  public func name(at index: Int) -> String {
    "embedded/" + String(cString: embedded_photograph(index).name)
  }

  public func image(at index: Int) throws(DataError) -> Image8 {
    let file = embedded_photograph(index)
    let bytes = UnsafeBufferPointer(start: file.bytes, count: file.byte_count)
    return try Image8(decoding: Array(bytes), path: name(at: index))
  }

  /// The photographs as they are numbered, whatever the seed.
  public func drawingOrder(seed: Seed) -> [Int] { Array(0..<count) }
}
