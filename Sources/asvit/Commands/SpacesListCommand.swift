import ArgumentParser

struct SpacesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the search spaces that go by name.",
    discussion: """
      They are inside the program, and the YAML files in the folder search-spaces where the command \
      is given; of two with one name the file is taken.

      Examples:
        asvit spaces list
      """)

  func run() throws {
    var table = Table(header: ["name", "image", "topologies", "entropy", "file"])
    for name in SpaceFile.names {
      do {
        let file = try SpaceFile(named: name)
        let space = file.space
        table.append([
          name, "\(space.family.imageSide)", "\(space.topologyCount)",
          "\(space.initialEntropy.shown()) nats",
          file.path == name ? "inside the program" : file.path,
        ])
      } catch let error as any ExitingError {
        notice("\(error)")
      }
    }
    try printResult(table)
  }
}
