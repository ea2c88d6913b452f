import ArgumentParser

struct SpacesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the search spaces that go by name.",
    discussion: """
      They are the YAML files in ./search-spaces and in ../share/asvit/search-spaces beside the \
      program's own folder.

      Examples:
        asvit spaces list
      """)

  func run() throws {
    var table = Table(header: ["name", "image", "topologies", "entropy", "file"])
    for path in SpaceFile.all {
      do {
        let space = try SpaceFile(at: path).space
        table.append([
          space.name, "\(space.family.imageSide)", "\(space.topologyCount)",
          "\(space.initialEntropy.shown()) nats", path,
        ])
      } catch let error as any ExitingError {
        notice("\(error)")
      }
    }
    guard !table.isEmpty else { throw CommandError.noSpaces(folders: SpaceFile.folders) }
    try printResult(table)
  }
}
