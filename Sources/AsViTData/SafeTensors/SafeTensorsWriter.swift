import FoundationEssentials

/// Collects named tensors and writes them as one safetensors file.
///
/// The values of a tensor are asked for when its turn comes, so that no more than one is held for
/// the writing. Equal tensors and metadata give equal bytes, in whatever order they were added:
/// tensors lie in the order of their element size, largest first, then of their names, each at a
/// multiple of its element size.
///
///     var writer = SafeTensorsWriter(metadata: ["genotype": "\(genotype)"])
///     writer.add("head.fc2.bias", shape: [10]) { store.values(of: "head.fc2.bias") }
///     try writer.write(to: "weights.safetensors")
///
/// Format: https://huggingface.co/docs/safetensors.
public struct SafeTensorsWriter: FileContents {
  private let metadata: [String: String]
  private var tensors: [String: Tensor] = [:]

  private struct Tensor {
    let type: SafeTensorsHeader.ElementType
    let shape: [Int]
    /// Calls with the bytes of the values.
    let withBytes: ((UnsafeRawBufferPointer) throws(DataError) -> Void) throws(DataError) -> Void

    var byteCount: Int { shape.reduce(type.byteCount, *) }
  }

  public init(metadata: [String: String] = [:]) { self.metadata = metadata }

  /// - Parameters:
  ///   - shape: no negative sides; empty for a scalar.
  ///   - values: row-major, as many as the shape says.
  /// - Precondition: the name is new.
  public mutating func add<Element: SafeTensorsElement>(
    _ name: String, shape: [Int], values: @escaping () -> [Element]
  ) {
    precondition(
      tensors[name] == nil && name != SafeTensorsHeader.metadataKey, "a second tensor \(name)")
    guard let type = SafeTensorsHeader.ElementType(rawValue: Element.safeTensorsType) else {
      preconditionFailure("\(Element.safeTensorsType) is no type of the format")
    }
    let count = shape.reduce(1, *)
    tensors[name] = Tensor(type: type, shape: shape) { body throws(DataError) in
      let values = values()
      precondition(values.count == count, "\(values.count) values for \(name) of shape \(shape)")
      try values.withBytes(body)
    }
  }

  public func write(to path: String) throws(DataError) {
    var file = try FileReplacement(of: path)
    try forEachPart(of: path) { part throws(DataError) in try file.write(part) }
    try file.commit()
  }

  public func bytes() throws(DataError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(tensors.values.reduce(0) { $0 + $1.byteCount })
    try forEachPart(of: "safetensors") { bytes += $0 }
    return bytes
  }

  /// Calls with the parts of the file, in order.
  ///
  /// - Parameter path: for messages.
  private func forEachPart(
    of path: String, _ body: (UnsafeRawBufferPointer) throws(DataError) -> Void
  ) throws(DataError) {
    let ordered = tensors.sorted {
      ($1.value.type.byteCount, $0.key) < ($0.value.type.byteCount, $1.key)
    }
    var header = SafeTensorsHeader(metadata: metadata)
    var end = 0
    for (name, tensor) in ordered {
      header.tensors[name] = SafeTensorsHeader.Tensor(
        type: tensor.type.rawValue, shape: tensor.shape, offsets: [end, end + tensor.byteCount])
      end += tensor.byteCount
    }
    let json: Data
    do {
      json = try header.json()
    } catch {
      throw DataError(path: path, problem: .unwritable("\(error)"))
    }
    precondition(json.count <= SafeTensorsHeader.byteLimit, "a header of \(json.count) bytes")

    try [UInt64(json.count).littleEndian].withBytes(body)
    try Array(json).withBytes(body)
    for (_, tensor) in ordered { try tensor.withBytes(body) }
  }
}
