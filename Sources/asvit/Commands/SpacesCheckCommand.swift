import ArgumentParser

struct SpacesCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check search space files.",
    discussion: """
      Every option is tried: its kernel, windows and heads must fit the image. Mistakes are named \
      with file, line and key.

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
        try printResult(
          "\(found.path): \(found.space.topologyCount) topologies, nothing to object to")
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
