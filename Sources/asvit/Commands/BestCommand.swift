import ArgumentParser
import AsViTReport
import AsViTSearch

struct BestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "best",
    abstract: "List the best networks of a run within a budget.",
    discussion: """
      Of a search those that it scored, least rank sum first: its ranks by the terms of the objective, added. \
      Of a growth the members, the largest first; of a training those trained to the end, the most \
      accurate first. 'train', 'scale' and 'export' take the N-th of them with --pick N.

      --front lists the Pareto front of a search alone, the best in its first term first.

      Metrics for --by: \(ProxyList.explanation).

      Examples:
        asvit best runs/first
        asvit best runs/first --max-params 2M --by length --count 3
        asvit best runs/first --front --count 20
        asvit best runs/family --max-macs 1G
        asvit train --genotype "$(asvit best runs/first --max-params 2M --count 1 \\
          --plain)" --space asvit-64 --out runs/picked
      """)

  enum Format: String, EnumerableFlag {
    case plain, json

    static func help(for format: Format) -> ArgumentHelp? {
      switch format {
      case .plain: "Print the genotypes alone."
      case .json: "Print a JSON object on each line."
      }
    }
  }

  @Argument(help: ArgumentHelp("The folder of the run.", valueName: "run"))
  var path: String

  @Option(
    help: ArgumentHelp(
      """
      What a search's architectures are ranked by, joined by commas: what it measured, and closed forms. \
      (default: what the search went by)
      """, valueName: "metrics"),
    transform: ProxyList.init(argument:))
  var by: ProxyList?

  @Option(
    help: ArgumentHelp("Leave out networks with more parameters, such as 30M.", valueName: "count"))
  var maxParams: Count?

  @Option(
    help: ArgumentHelp(
      "Leave out networks with more multiply-accumulates per image, such as 1.5G.",
      valueName: "count"))
  var maxMacs: Count?

  @Option(
    help: ArgumentHelp(
      "Leave out networks that the search measured to take longer, such as 20ms.",
      valueName: "time"))
  var maxLatency: ShortTime?

  @Flag(help: "Of a search leave out what another architecture equals or beats in all terms.")
  var front = false

  @Option(help: ArgumentHelp("How many are listed, at most.", valueName: "count"))
  var count = Count(5)

  @Flag var format: Format?

  func run() throws {
    let stored = try StoredRun(at: path)
    if !stored.isFinished {
      notice("\(stored.name): not finished; these are of what its journal holds")
    }
    let limits = SearchLimits(
      maxParameters: maxParams?.value, maxMACs: maxMacs?.value,
      maxLatency: maxLatency?.milliseconds)
    let objective = try by.map { try Objective($0.proxies) }
    var networks = try NetworkTable(of: stored, at: path, by: objective)
    if front { networks = try networks.front(of: path) }
    guard limits.maxLatency == nil || networks.hasLatencies else {
      throw CommandError.noLatencies(path)
    }
    let table = try networks.results(within: limits).prefix(count.value)
    switch format {
    case .plain:
      try printResult(table.rows.map(\.genotype.description).joined(separator: "\n"))
    case .json: try printResult(table.jsonLines())
    case nil: try printResult(table.text)
    }
  }
}
