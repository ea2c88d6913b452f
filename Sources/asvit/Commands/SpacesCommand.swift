import ArgumentParser

struct SpacesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spaces",
    abstract: "List, show, check and sample search spaces, and tell their choices.",
    discussion: """
      A search space is a YAML file: image size, widths, and for each stage the kernel sizes, \
      window splits and expansion ratios to choose from.

      Examples:
        asvit spaces list
        asvit spaces show asvit-64 > my-space.yaml
        asvit spaces check my-space.yaml
        asvit spaces sample asvit-64 --count 5
        asvit spaces choices asvit-64
      """,
    subcommands: [
      SpacesListCommand.self, SpacesShowCommand.self, SpacesCheckCommand.self,
      SpacesSampleCommand.self,
      SpacesChoicesCommand.self,
    ],
    defaultSubcommand: SpacesListCommand.self)
}
