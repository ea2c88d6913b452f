import ArgumentParser
import AsViTArchitecture
import AsViTProxies
import AsViTReport
import AsViTSearch

struct LatencyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "latency",
    abstract: "Measure how long networks take on this machine.",
    discussion: """
      Times forward passes from images to class scores. Each network runs in turn with a reference, the \
      architecture of the space with the fewest multiply-accumulates: \(TimedRounds.count) rounds, in \
      each of which both are timed right after a pass that is not. The latency is the median of its times \
      as multiples of the reference's, so that the drift of a machine cancels, times the latency of the \
      reference; ± is the standard deviation over five such medians. One thread is timed by its processor \
      time, which leaves out what else the machine does; more of them by the clock.

      Examples:
        asvit latency '8,2,3|4,1,2|4,1,4|4,1,6|32' --space asvit-64
        asvit latency --from runs/first --pick 2 --batch 8
        asvit latency --from runs/first --count 5 --json
      """)

  @OptionGroup var list: GenotypeList

  @Option(
    help: ArgumentHelp(
      "The folder of a run, of which the first networks of 'asvit best' are measured.",
      valueName: "folder"))
  var from: String?

  @Option(help: ArgumentHelp("How many of the run are measured, at most.", valueName: "count"))
  var count = Count(10)

  @OptionGroup var place: PickOption

  @Option(help: "The search space of the genotypes. (default: asvit-imagenet)")
  var space: String?

  @Option(help: ArgumentHelp("Images of a forward pass.", valueName: "count"))
  var batch = Count(1)

  @Option(
    help: ArgumentHelp(
      "Threads of a forward pass; asvit's own divide the images of a batch.", valueName: "count"))
  var threads = Count(1)

  @OptionGroup var runtime: RuntimeOptions

  @Flag(help: "Print the outcome as JSON.")
  var json = false

  func validate() throws {
    try threads.require(Count.possibleThreads, for: "threads")
    try batch.require(1...65_536, for: "batch")
    guard list.isEmpty != (from == nil) else {
      throw ValidationError("Name what to measure: either genotypes, or a run with --from.")
    }
    guard from == nil || space == nil else {
      throw ValidationError("A run knows its space: leave out --space.")
    }
    guard from != nil || place.pick == nil else {
      throw ValidationError("--pick is for networks of a run: it needs --from.")
    }
  }

  func run() throws {
    let (space, architectures) = try subjects()
    let settings = LatencySettings(
      runtime: runtime.runtime, batchSize: batch.value, threadCount: threads.value)
    let meter = LatencyMeter(settings, in: space.space, python: runtime.python)
    var status = StatusLine()
    var timed: [LatencyReport.TimedArchitecture] = []
    for (index, architecture) in architectures.enumerated() {
      status.show(
        Progress(
          fraction: Double(index) / Double(architectures.count),
          parts: ["architecture \(index + 1)/\(architectures.count)", "\(architecture.genotype)"]))
      timed.append(
        LatencyReport.TimedArchitecture(
          architecture, latency: try meter.latency(of: architecture)))
    }
    let reference = try meter.calibrated()
    status.clear()
    try printOutcome(
      LatencySummary(
        report: LatencyReport(
          space: space.record, settings: settings, runtime: meter.runtime, reference: reference,
          architectures: timed)),
      asJSON: json)
  }

  private func subjects() throws -> (space: SpaceFile, architectures: [Architecture]) {
    guard let from else {
      let space = try SpaceFile(named: space ?? "asvit-imagenet")
      return (
        space,
        try list.map { genotype throws(ArchitectureError) in
          try space.space.architecture(for: genotype)
        }
      )
    }
    let run = try FinishedRun(at: from)
    let space = try SpaceFile(run.space)
    let rows = try NetworkTable(of: run).results().rows
    let picked =
      place.pick == nil ? Array(rows.prefix(count.value)) : [try place.element(of: rows)]
    return (space, try picked.map { try space.space.architecture(for: $0.genotype) })
  }
}
