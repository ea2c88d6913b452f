internal import CZlib

/// Whether the bytes begin as gzip data do (RFC 1952).
func isGzip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

/// The contents of one gzip member.
///
/// - Throws: `brokenGzip` when the data are damaged or end early, `tooLarge` when the contents
///   pass `fileByteLimit`.
func inflateGzip(_ bytes: [UInt8], path: String) throws(DataError) -> [UInt8] {
  var stream = z_stream()
  // 16 asks for a gzip header around the largest window, 15.
  let started = inflateInit2_(
    &stream, 16 + 15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  precondition(started == Z_OK, "zlib \(ZLIB_VERSION) does not start")
  defer { inflateEnd(&stream) }

  var chunk = [UInt8](repeating: 0, count: 1 << 18)
  var contents: [UInt8] = []
  return try bytes.withUnsafeBufferPointer { input throws(DataError) in
    // zlib declares its input mutable and does not write to it.
    stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
    stream.avail_in = UInt32(input.count)
    while true {
      let (status, count) = chunk.withUnsafeMutableBufferPointer { chunk in
        stream.next_out = chunk.baseAddress
        stream.avail_out = UInt32(chunk.count)
        return (inflate(&stream, Z_NO_FLUSH), chunk.count - Int(stream.avail_out))
      }
      contents += chunk[..<count]
      if contents.count > fileByteLimit {
        throw DataError(
          path: path, problem: .tooLarge(byteCount: contents.count, limit: fileByteLimit))
      }
      switch status {
      case Z_OK: continue
      case Z_STREAM_END: return contents
      case Z_BUF_ERROR: throw DataError(path: path, problem: .brokenGzip("it ends early"))
      default:
        let reason = stream.msg.map { String(cString: $0) } ?? "zlib error \(status)"
        throw DataError(path: path, problem: .brokenGzip(reason))
      }
    }
  }
}
