import Glibc

/// Opens a page in the user's browser by xdg-open, which is left to itself. Says so where there is none.
func openInBrowser(_ path: String) {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
    posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
  }
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  // Ctrl-C at the terminal is not for the browser.
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
  var process: pid_t = 0
  let words: [String] = ["xdg-open", path]
  let arguments = words.map { strdup($0) }
  defer { for argument in arguments { free(argument) } }
  let failure = posix_spawnp(
    &process, "xdg-open", &actions, &attributes, arguments + [nil], environ)
  if failure != 0 {
    notice("\(path) is not opened: xdg-open: \(String(cString: strerror(failure)))")
  }
}
