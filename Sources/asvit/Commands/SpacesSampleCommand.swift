import ArgumentParser
import AsViTArchitecture
import AsViTProxies
import AsViTSearch

struct SpacesSampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Draw architectures of a search space, all equally likely.",
    discussion: """
      Prints one genotype on each line, as 'asvit score --file' reads them.

      Examples:
        asvit spaces sample asvit-64
        asvit spaces sample my-space.yaml --count 100 --seed 3 --max-params 5M \\
          > genotypes.txt
      """)

  @Argument(help: "The search space: a YAML file, or a name that 'asvit spaces list' shows.")
  var space: String

  @Option(help: ArgumentHelp("How many to draw; the same one may come twice.", valueName: "count"))
  var count: Count = 10

  @Option(
    help: ArgumentHelp("The root of all randomness, from 0 to 4294967295.", valueName: "number"))
  var seed: UInt32 = 0

  @OptionGroup(title: "Limits")
  var limits: LimitOptions

  func run() throws {
    let space = try SpaceFile(named: space).space
    // A random search whose scores nobody asks for: it redraws what breaks the limits.
    var search = try Search(
      space: space,
      settings: SearchSettings(
        controller: .random, stepCount: count.value, seed: UInt64(seed), limits: limits.limits))
    while !search.isFinished { try printResult(search.step { _, _ in Scores() }.genotype) }
  }
}
