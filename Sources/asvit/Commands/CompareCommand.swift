import ArgumentParser

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Write a page with several runs side by side.",
    discussion: """
      Runs of one kind share plots and tables, such as a growth and its baselines; settings in \
      which they differ are listed. Runs that are not finished are shown as far as they are.

      Examples:
        asvit compare runs/family runs/compound
        asvit compare runs/first runs/baseline --out searches.html
      """)

  @Argument(help: "The folders of the runs, at least two.")
  var runs: [String]

  @OptionGroup var page: PageOptions

  func validate() throws {
    guard runs.count > 1 else {
      throw ValidationError("Name at least two runs; 'asvit report' shows a single one.")
    }
  }

  func run() throws { try page.writePage(of: runs) }
}
