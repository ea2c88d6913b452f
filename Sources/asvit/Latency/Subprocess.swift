import Glibc

/// A program that reads all its input before it answers.
struct Subprocess {
  /// Of the program, which is looked for on the path.
  let arguments: [String]

  /// What it writes to standard output. Its messages go where those of this process go.
  ///
  /// - Throws: `POSIXFailure` when it cannot be started, and when it does not end with status 0.
  func output(for input: [[UInt8]]) throws(POSIXFailure) -> [UInt8] {
    var ends: [CInt] = [-1, -1]
    // A socket, since writing to it cannot raise SIGPIPE when the program ends early.
    let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw .system(errno) }
    defer { close(ends[0]) }
    let process = try start(talkingTo: ends[1])
    for bytes in input { send(bytes, to: ends[0]) }
    shutdown(ends[0], CInt(SHUT_WR))
    let output = readToEnd(ends[0])
    var status: CInt = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    guard status == 0 else { throw .ended(status: status >> 8 & 0xff) }
    return output
  }

  /// Starts the program and gives it the socket.
  private func start(talkingTo socket: CInt) throws(POSIXFailure) -> pid_t {
    defer { close(socket) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, socket, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, socket, STDOUT_FILENO)
    var texts = arguments.map { strdup($0) } + [nil]
    defer { for text in texts { free(text) } }
    var process: pid_t = 0
    let error = posix_spawnp(&process, arguments[0], &actions, nil, &texts, environ)
    guard error == 0 else { throw .system(error) }
    return process
  }

  /// Writes as much as the other end takes.
  private func send(_ bytes: [UInt8], to socket: CInt) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  private func readToEnd(_ descriptor: CInt) -> [UInt8] {
    var (bytes, buffer) = ([] as [UInt8], [UInt8](repeating: 0, count: 1 << 16))
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }
}

/// Why a program gave no answer.
enum POSIXFailure: Error, CustomStringConvertible {
  case system(CInt)
  case ended(status: CInt)

  var description: String {
    switch self {
    case .system(let error): String(cString: strerror(error))
    case .ended(let status): "it ended with status \(status)"
    }
  }
}
