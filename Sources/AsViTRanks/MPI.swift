import CMPI
import Glibc

/// Messages by the MPI that a cluster has. It is opened when it is needed; the program is linked to
/// none.
///
/// A process has one, which the main thread starts, uses and finishes.
public final class MPI: Transport {
  public let rank: Int
  public let size: Int
  /// The library's own description.
  public let library: String

  /// Seconds that a message may take to be sent.
  private let deadline: Double
  /// What arrived while something was sent, in order.
  private var arrived: [(message: Message, rank: Int)] = []

  private static let numberSize = MemoryLayout<UInt64>.size

  /// - Parameter deadline: seconds that a message may take to be sent.
  /// - Throws: `RankError.noLibrary`, `.cannotStart`, `.otherSize`.
  public init(startedBy launcher: Launcher, deadline: Double) throws(RankError) {
    self.deadline = deadline
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

  /// Returns when the message is on its way. Until then others are taken, so that two ranks that send
  /// to each other do not wait for ever.
  public func send(_ message: Message, to rank: Int) throws(RankError) {
    let number = withUnsafeBytes(of: UInt64(message.number).littleEndian, Array.init)
    let bytes = number + message.bytes
    let isSent = try bytes.withUnsafeBufferPointer { bytes throws(RankError) in
      guard let count = CInt(exactly: bytes.count),
        cmpi_begin_send(bytes.baseAddress, count, CInt(rank), CInt(message.kind.rawValue)) == 0
      else { return false }
      let start = ContinuousClock.now
      var patience = Patience()
      while start.duration(to: .now) / .seconds(1) < deadline {
        let state = cmpi_is_sent()
        if state != 0 { return state > 0 }
        if let other = try take() {
          arrived.append(other)
          patience.renew()
        } else {
          usleep(UInt32(patience.pause / .microseconds(1)))
        }
      }
      return false
    }
    guard isSent else { throw .failed("send \(bytes.count) bytes to rank \(rank)") }
  }

  public func receive() throws(RankError) -> (message: Message, rank: Int)? {
    arrived.isEmpty ? try take() : arrived.removeFirst()
  }

  /// The next message of the library's.
  private func take() throws(RankError) -> (message: Message, rank: Int)? {
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
