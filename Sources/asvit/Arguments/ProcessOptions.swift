import ArgumentParser

/// The seed, and on how many threads of how many processes.
struct ProcessOptions: ParsableArguments {
  @Option(help: "The root of all randomness, from 0 to 4294967295.")
  var seed: UInt32 = 0

  @Option(
    parsing: .unconditional,
    help: "Threads, at least 1. The results do not depend on it.")
  var threads = Count(value: HostShare.threadCount)

  @OptionGroup var ranks: RankOptions

  func validate() throws { try threads.require(Count.possibleThreads, for: "threads") }
}
