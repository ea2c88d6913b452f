import AsViTReport

extension Page {
  /// - Precondition: at least two runs.
  init(comparing runs: [StoredRun]) throws {
    precondition(runs.count > 1, "\(runs.count) runs to compare")
    let labels = uniqueLabels(runs.map(\.name))
    var searches = ComparedSearches(runs: [])
    var growths = ComparedGrowths(runs: [])
    var trainings = ComparedTrainings(runs: [])
    var audits = ComparedAudits(runs: [])
    var imports = ComparedImports(runs: [])
    var repeatCounts: [Int] = []
    for (index, run) in runs.enumerated() {
      let (label, ink) = (labels[index], Ink.series(index))
      switch run {
      case .search(let run):
        searches.runs.append(Compared(label: label, ink: ink, report: run.report))
        repeatCounts.append(run.report.settings.proxies.repeatCount)
      case .scale(let run):
        growths.runs.append(Compared(label: label, ink: ink, report: run.report))
        repeatCounts.append(run.report.settings.proxies.repeatCount)
      case .train(let run):
        trainings.runs.append(Compared(label: label, ink: ink, report: run.report))
      case .audit(let run):
        audits.runs.append(Compared(label: label, ink: ink, report: run.report))
        repeatCounts.append(run.report.settings.proxies.repeatCount)
      case .import(let run):
        imports.runs.append(Compared(label: label, ink: ink, report: run.report))
      }
    }
    kind = "Comparison"
    title = labels.joined(separator: ", ")
    lead = "\(runs.count) runs side by side."
    let unfinished = zip(labels, runs).filter { !$1.isFinished }.map(\.0)
    notices =
      unfinished.isEmpty
      ? []
      : [
        "Not finished: \(unfinished.joined(separator: ", ")). Of these the page shows what "
          + "their journals hold."
      ]
    facts = []
    sections = [
      try searches.section(), try growths.section(), try trainings.section(),
      audits.section(), imports.section(),
      repeatCounts.min().map(Section.limits),
      Section(
        "How to reproduce", id: "reproduce",
        [
          .code(
            Code(
              title: "Commands", text: runs.map { shellCommand($0.command) }.joined(separator: "\n")
            )
          ),
          .table(.circumstances(of: Array(zip(labels, runs)))),
        ]),
    ].compactMap(\.self)
  }
}

extension Table {
  /// What made the runs, where and when.
  fileprivate static func circumstances(of runs: [(label: String, run: StoredRun)]) -> Table {
    Table(
      "Versions and machines",
      columns: [
        .text("run"), .text("asvit"), .text("instruction set"), .text("processor"),
        .number("threads"), .text("started"), .text("finished"), .number("time"),
      ],
      rows: runs.enumerated().map { index, pair in
        let run = pair.run
        let seconds = run.timings.stepSeconds.reduce(0, +)
        return [
          Cell(pair.label, ink: .series(index)), Cell(run.versions.asvit),
          Cell(run.versions.instructionSet), Cell(run.machine.processor),
          .integer(run.machine.threads), Cell(run.timings.started),
          Cell(run.timings.finished ?? "not yet"),
          .number(seconds.shownAsDuration, seconds),
        ]
      })
  }
}
