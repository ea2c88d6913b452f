import ArgumentParser

/// The seed, and on how many threads of how many processes.
struct ProcessOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The root of all randomness, from 0 to 4294967295.", valueName: "number"))
  var seed: UInt32 = 0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Threads, at least 1. The results do not depend on it.", valueName: "count"))
  var threads = Count(value: HostShare.threadCount)

  @OptionGroup var ranks: RankOptions

  func validate() throws { try threads.require(Count.possibleThreads, for: "threads") }
}
