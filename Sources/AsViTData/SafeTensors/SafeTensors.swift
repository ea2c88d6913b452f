import FoundationEssentials

/// A safetensors file: named, row-major tensors behind a JSON header.
///
/// The file is 8 bytes of header length (little-endian), the header, then the tensors' bytes. The
/// file is mapped, and a tensor's bytes are read when asked for. Nothing in it is trusted: every
/// length, offset and shape is checked against the file when it is opened, and together the tensors
/// must cover the bytes exactly, without holes or overlaps, as the format demands.
///
/// Format: https://huggingface.co/docs/safetensors.
public struct SafeTensors: Sendable {
  public let path: String
  /// What the writer noted under `__metadata__`.
  public let metadata: [String: String]
  private var tensors: [String: Tensor]
  private let bytes: Data

  private struct Tensor {
    let type: SafeTensorsHeader.ElementType
    let shape: [Int]
    /// Offsets from the start of the file.
    let range: Range<Int>
  }

  /// - Throws: when the file cannot be read, or is not a whole and consistent safetensors file;
  ///   `SafeTensorsError.foreign` says what it is instead where that can be told.
  public init(contentsOf path: String) throws(SafeTensorsError) {
    let bytes: Data
    do throws(DataError) {
      bytes = try mapFile(path)
    } catch {
      throw .unreadable(path: path, problem: error.problem)
    }
    try self.init(bytes: bytes, path: path)
  }

  /// A file that is in memory.
  ///
  /// - Parameter path: for messages.
  /// - Throws: as for one on a device.
  public init(_ bytes: [UInt8], path: String) throws(SafeTensorsError) {
    try self.init(bytes: Data(bytes), path: path)
  }

  /// - Parameter path: for messages.
  init(bytes: Data, path: String) throws(SafeTensorsError) {
    let headerStart = 8
    // Of other formats the first bytes are an enormous length, and no header is behind it.
    func cutShort() -> SafeTensorsError {
      let start = Array(bytes.prefix(ForeignFormat.prefixLength))
      guard start.count > headerStart, start[headerStart] != UInt8(ascii: "{"),
        let format = ForeignFormat(start)
      else { return .truncated(path: path, byteCount: bytes.count) }
      return .foreign(path: path, format)
    }
    guard bytes.count >= headerStart else { throw cutShort() }
    let length = bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    guard length <= UInt64(bytes.count - headerStart) else { throw cutShort() }
    let dataStart = headerStart + Int(length)

    guard length <= SafeTensorsHeader.byteLimit else {
      throw .headerTooLarge(path: path, byteCount: Int(length))
    }
    let header: SafeTensorsHeader
    do {
      header = try SafeTensorsHeader(json: bytes.subdata(in: headerStart..<dataStart))
    } catch {
      throw .header(path: path, reason: "\(error)")
    }
    var tensors: [String: Tensor] = [:]
    for (name, entry) in header.tensors {
      tensors[name] = try Self.tensor(
        name, entry, byteCount: bytes.count - dataStart, dataStart: dataStart, path: path)
    }
    var end = dataStart
    for (name, tensor) in tensors.sorted(by: { $0.value.range.endIndex < $1.value.range.endIndex })
    where !tensor.range.isEmpty {
      guard tensor.range.lowerBound == end else {
        throw .offsets(path: path, tensor: name)
      }
      end = tensor.range.upperBound
    }
    guard end == bytes.count else { throw .trailingBytes(path: path, byteCount: bytes.count - end) }

    self.path = path
    metadata = header.metadata
    self.tensors = tensors
    self.bytes = bytes
  }

  private static func tensor(
    _ name: String, _ entry: SafeTensorsHeader.Tensor, byteCount: Int, dataStart: Int, path: String
  ) throws(SafeTensorsError) -> Tensor {
    let (shape, offsets) = (entry.shape, entry.offsets)
    guard let type = SafeTensorsHeader.ElementType(rawValue: entry.type) else {
      throw .unknownType(path: path, tensor: name, type: entry.type)
    }
    guard offsets.count == 2, 0 <= offsets[0], offsets[0] <= offsets[1], offsets[1] <= byteCount
    else { throw .offsets(path: path, tensor: name) }
    var expected = type.byteCount
    for side in shape {
      let (product, overflow) = expected.multipliedReportingOverflow(by: side)
      guard side >= 0, !overflow else { throw .shape(path: path, tensor: name, shape: shape) }
      expected = product
    }
    guard expected == offsets[1] - offsets[0] else {
      throw .shape(path: path, tensor: name, shape: shape)
    }
    return Tensor(type: type, shape: shape, range: dataStart + offsets[0]..<dataStart + offsets[1])
  }

  /// The tensors' names in alphabetical order.
  public var names: [String] { tensors.keys.sorted() }

  /// The same tensors under other names.
  ///
  /// - Parameter names: the new name of each tensor that is kept, by its name here.
  /// - Precondition: the new names differ from each other, and the old ones are tensors'.
  public func renamed(_ names: [String: String]) -> SafeTensors {
    var renamed = self
    renamed.tensors = Dictionary(
      uniqueKeysWithValues: names.map { name, newName in
        guard let tensor = tensors[name] else { preconditionFailure("no tensor \(name)") }
        return (newName, tensor)
      })
    return renamed
  }

  public func contains(_ name: String) -> Bool { tensors[name] != nil }

  /// - Throws: when there is no tensor of that name.
  public func shape(of name: String) throws(SafeTensorsError) -> [Int] {
    try tensor(named: name).shape
  }

  /// The values of a tensor, row-major.
  ///
  /// - Throws: when there is no tensor of that name, or its element type is another one.
  public func values<Element: SafeTensorsElement>(
    of name: String, as type: Element.Type = Element.self
  ) throws(SafeTensorsError) -> [Element] {
    let tensor = try tensor(named: name)
    guard tensor.type.rawValue == Element.safeTensorsType else {
      throw .type(
        path: path, tensor: name, found: tensor.type.rawValue, wanted: Element.safeTensorsType)
    }
    return elements(of: tensor)
  }

  /// The values of a tensor of any floating-point type, row-major. Those of 16 bits are exact, those
  /// of 64 bits the nearest.
  ///
  /// - Throws: when there is no tensor of that name, its elements are no floating-point numbers, or
  ///   a finite one is beyond the largest Float.
  public func floats(of name: String) throws(SafeTensorsError) -> [Float] {
    let tensor = try tensor(named: name)
    switch tensor.type {
    case .float32: return elements(of: tensor)
    case .float16: return elements(of: tensor, as: Float16.self).map(Float.init)
    case .bfloat16:
      return elements(of: tensor, as: UInt16.self).map { Float(bitPattern: UInt32($0) << 16) }
    case .float64:
      let values = elements(of: tensor, as: Double.self)
      let floats = values.map(Float.init)
      if let index = values.indices.first(where: {
        values[$0].isFinite && !floats[$0].isFinite
      }) {
        throw .beyondFloat(path: path, tensor: name, index: index, value: values[index])
      }
      return floats
    case .int64, .uint8:
      throw .type(
        path: path, tensor: name, found: tensor.type.rawValue, wanted: "F32, F64, F16 or BF16")
    }
  }

  /// - Precondition: the elements have the size of the tensor's.
  private func elements<Element: BitwiseCopyable>(
    of tensor: Tensor, as _: Element.Type = Element.self
  ) -> [Element] {
    let count = tensor.range.count / MemoryLayout<Element>.stride
    // Initialising no elements would write to the storage that all empty arrays share: a data race.
    guard count > 0 else { return [] }
    return bytes.withUnsafeBytes { source in
      [Element](unsafeUninitializedCapacity: count) { values, initializedCount in
        UnsafeMutableRawBufferPointer(values).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: source[tensor.range]))
        initializedCount = count
      }
    }
  }

  private func tensor(named name: String) throws(SafeTensorsError) -> Tensor {
    guard let tensor = tensors[name] else { throw .missing(path: path, tensor: name) }
    return tensor
  }
}

/// A type whose values a safetensors file can hold, in the byte order of the machine, which is
/// little-endian wherever this package builds.
public protocol SafeTensorsElement: BitwiseCopyable, Sendable {
  /// The format's name of the type.
  static var safeTensorsType: String { get }
}

extension Float: SafeTensorsElement { public static var safeTensorsType: String { "F32" } }
extension Double: SafeTensorsElement { public static var safeTensorsType: String { "F64" } }
extension Int64: SafeTensorsElement { public static var safeTensorsType: String { "I64" } }
extension UInt8: SafeTensorsElement { public static var safeTensorsType: String { "U8" } }
