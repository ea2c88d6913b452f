import ArgumentParser

struct SpacesShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print the YAML of a search space.",
    discussion: """
      To make a space of your own, change a copy and name its file with --space.

      Examples:
        asvit spaces show asvit-64
        asvit spaces show asvit-64 > my-space.yaml
      """)

  @Argument(help: "The name of the space.")
  var name: String

  func run() throws {
    let yaml = try SpaceFile(named: name).record.yaml
    try printResult(yaml.hasSuffix("\n") ? String(yaml.dropLast()) : yaml)
  }
}
