import ArgumentParser
import AsViTReport

struct TableCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "table",
    abstract: "Print every network that a run looked at.",
    discussion: """
      A line for each distinct architecture of a search with its scores, for each candidate of a growth, \
      or for each network of a training with its accuracy; the best first, as 'asvit best' has them. \
      Of a run that is not finished it has what the journal holds.

      Examples:
        asvit table runs/first > architectures.csv
        asvit table runs/first --json-lines | head -3
        asvit table runs/trained
      """)

  @Argument(help: ArgumentHelp("The folder of the run.", valueName: "run"))
  var path: String

  @Flag(help: "Print a JSON object on each line instead of comma-separated values.")
  var jsonLines = false

  func run() throws {
    let table = try NetworkTable(of: StoredRun(at: path), at: path)
    try printResult(jsonLines ? table.jsonLines() : table.csv)
  }
}
