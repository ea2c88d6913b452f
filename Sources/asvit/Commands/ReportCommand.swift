import ArgumentParser

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the page of a run.",
    discussion: """
      The page is one HTML file that loads nothing from elsewhere: plots, tables and how to \
      reproduce the run. It is written into the folder of the run as report.html, as the commands \
      that make runs do at their end. Of a run that is not finished it shows what the journal \
      holds, and says so; of imported weights the network.

      Several runs come onto one page, as with 'asvit compare'.

      Examples:
        asvit report runs/first
        asvit report runs/first --out first.html
        asvit report runs/family runs/compound --out family.html
      """)

  @Argument(help: "The folders of the runs.")
  var runs: [String]

  @OptionGroup var page: PageOptions

  func run() throws { try page.writePage(of: runs) }
}
