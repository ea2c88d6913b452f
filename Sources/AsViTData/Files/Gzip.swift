import CZlib

/// Whether the bytes begin as gzip data do (RFC 1952).
func isGzip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

/// The contents of one gzip member, inflated as far as they are asked for.
struct GzipStream: ~Copyable {
  /// Contents over stored bytes are never more than this (RFC 1951: 258 bytes for two bits).
  static let largestRatio = 1032

  private let stored: [UInt8]
  private let path: String
  /// zlib keeps its address.
  private let stream: UnsafeMutablePointer<z_stream>
  private var hasEnded = false

  /// - Parameter path: for messages.
  init(_ stored: [UInt8], path: String) {
    self.stored = stored
    self.path = path
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 16 asks for a gzip header around the largest window, 15.
    let started = inflateInit2_(stream, 16 + 15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(started == Z_OK, "zlib \(ZLIB_VERSION) does not start")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// The next `count` bytes, or fewer at the end.
  ///
  /// - Throws: `brokenGzip` when the data are damaged or end early.
  mutating func read(_ count: Int) throws(DataError) -> [UInt8] {
    var failure: DataError?
    let contents = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(DataError) {
        filled = try inflate(into: buffer)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return contents
  }

  /// Inflates what is left, and checks it.
  ///
  /// - Returns: how many bytes that is.
  /// - Throws: as `read`.
  mutating func skipRest() throws(DataError) -> Int {
    var chunk = [UInt8](repeating: 0, count: 1 << 15)
    var count = 0
    while !hasEnded {
      count += try chunk.withUnsafeMutableBufferPointer { chunk throws(DataError) in
        try inflate(into: chunk)
      }
    }
    return count
  }

  /// Fills `buffer`, or a part of it when the contents end.
  private mutating func inflate(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(DataError)
    -> Int
  {
    var filled = 0
    while filled < buffer.count, !hasEnded {
      let wanted = UInt32(clamping: buffer.count - filled)
      let status = stored.withUnsafeBufferPointer { stored in
        let consumed = Int(stream.pointee.total_in)
        // zlib declares its input mutable and does not write to it.
        stream.pointee.next_in = UnsafeMutablePointer(
          mutating: stored.baseAddress.map { $0 + consumed })
        stream.pointee.avail_in = UInt32(clamping: stored.count - consumed)
        stream.pointee.next_out = buffer.baseAddress.map { $0 + filled }
        stream.pointee.avail_out = wanted
        return CZlib.inflate(stream, Z_NO_FLUSH)
      }
      filled += Int(wanted - stream.pointee.avail_out)
      switch status {
      case Z_OK: continue
      case Z_STREAM_END: hasEnded = true
      case Z_BUF_ERROR: throw DataError(path: path, problem: .brokenGzip("it ends early"))
      default:
        let reason = stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(status)"
        throw DataError(path: path, problem: .brokenGzip(reason))
      }
    }
    return filled
  }
}
