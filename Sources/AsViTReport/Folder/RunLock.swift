import Glibc

/// The right to write to a run's folder, of one process at a time. It ends with the process, however
/// that ends.
struct RunLock: ~Copyable {
  private let file: File

  /// - Throws: `ReportError.folderInUse` when another process has the folder.
  init(of folder: String) throws(ReportError) {
    let file = try File(opening: folder + "/.lock", flags: O_RDWR | O_CREAT)
    guard try file.lock() else {
      throw .folderInUse(path: folder, owner: try Self.owner(accordingTo: file.path))
    }
    try file.truncate(to: 0)
    try file.write(Array("\(RunOwner.current.text)\n".utf8))
    self.file = file
  }

  /// What the lock file says; nil when its owner says nothing within a second of taking it. Until then
  /// the file may name the owner before, which has ended.
  private static func owner(accordingTo path: String) throws(ReportError) -> RunOwner? {
    for _ in 0..<100 {
      let text = String(decoding: try File.contents(of: path), as: UTF8.self)
      if let owner = RunOwner(text), !owner.hasEnded { return owner }
      usleep(10_000)
    }
    return nil
  }
}

/// A process that has a run's folder.
public struct RunOwner: Hashable, Sendable {
  public let process: Int
  public let host: String

  /// This one.
  public static var current: RunOwner {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    let bytes = name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
    return RunOwner(process: Int(getpid()), host: String(decoding: bytes, as: UTF8.self))
  }

  /// `1234 host`.
  fileprivate var text: String { "\(process) \(host)" }

  /// Whether it is known to have ended, which only its own host can tell.
  fileprivate var hasEnded: Bool {
    host == Self.current.host && kill(pid_t(clamping: process), 0) != 0 && errno == ESRCH
  }
}

extension RunOwner {
  fileprivate init?(_ line: String) {
    let words = line.split(separator: "\n").first?.split(separator: " ") ?? []
    guard words.count == 2, let process = Int(words[0]) else { return nil }
    self.init(process: process, host: String(words[1]))
  }
}
