import ArgumentParser

struct SpacesCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check search space files.",
    discussion: """
      Every option is tried: its kernel, windows and heads must fit the image. Mistakes are named \
      with file, line and key. Windows of a single token, in which attention does nothing, can be \
      built and are warned of.

      Examples:
        asvit spaces check my-space.yaml
        asvit spaces check search-spaces/*.yaml
      """)

  @Argument(help: "The files to check, or the names of spaces.")
  var files: [String]

  func run() throws {
    var brokenCount = 0
    for file in files {
      do {
        let found = try SpaceFile(named: file)
        let windows = found.space.singleTokenWindows
        for window in windows { notice("Warning: \(found.path): \(window)") }
        let verdict =
          switch windows.count {
          case 0: "nothing to object to"
          case 1: "1 warning"
          default: "\(windows.count) warnings"
          }
        try printText("\(found.path): \(found.space.topologyCount) topologies, \(verdict)")
      } catch let error as any ExitingError {
        notice("Error: \(error)")
        brokenCount += 1
      }
    }
    guard brokenCount == 0 else {
      throw CommandError.brokenSpaces(count: brokenCount, of: files.count)
    }
  }
}
