import CMPI

/// Messages by the MPI that a cluster has. It is opened when it is needed; the program is linked to
/// none.
///
/// A process has one, which the main thread starts, uses and finishes.
public final class MPI: Transport {
  public let rank: Int
  public let size: Int
  /// The library's own description.
  public let library: String

  private static let numberSize = MemoryLayout<UInt64>.size

  /// - Throws: `RankError.noLibrary`, `.cannotStart`, `.otherSize`.
  public init(startedBy launcher: Launcher) throws(RankError) {
    var reasons: [String] = []
    for name in launcher.libraries {
      guard let reason = cmpi_open(name) else { break }
      reasons.append(String(cString: reason))
    }
    guard reasons.count < launcher.libraries.count else {
      throw .noLibrary(launcher.libraries, reasons: reasons)
    }
    library = String(cString: cmpi_version())
    guard cmpi_start() == 0 else { throw .cannotStart(library: library) }
    rank = Int(cmpi_rank())
    size = Int(cmpi_size())
    guard size == launcher.size else {
      throw .otherSize(library: library, found: size, launched: launcher.size)
    }
  }

  public func send(_ message: Message, to rank: Int) throws(RankError) {
    let number = withUnsafeBytes(of: UInt64(message.number).littleEndian, Array.init)
    let bytes = number + message.bytes
    guard let count = CInt(exactly: bytes.count),
      cmpi_send(bytes, count, CInt(rank), CInt(message.kind.rawValue)) == 0
    else { throw .failed("send \(bytes.count) bytes to rank \(rank)") }
  }

  public func receive() throws(RankError) -> (message: Message, rank: Int)? {
    var (rank, tag, count): (CInt, CInt, CInt) = (0, 0, 0)
    let state = cmpi_probe(&rank, &tag, &count)
    guard state >= 0 else { throw .failed("look for messages") }
    guard state > 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(count))
    guard cmpi_receive(&bytes, count, rank, tag) == 0, bytes.count >= Self.numberSize,
      let kind = Message.Kind(rawValue: Int(tag))
    else { throw .failed("receive \(count) bytes from rank \(rank)") }
    let number = bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    return (
      Message(kind, number: Int(clamping: number), bytes: Array(bytes[Self.numberSize...])),
      Int(rank)
    )
  }

  /// Ends MPI in this process; the other ranks do the same.
  public func finish() { _ = cmpi_finalize() }

  /// Ends the processes of all ranks, for when they cannot be told to end.
  public func abort(_ status: Int32) { cmpi_abort(status) }
}
