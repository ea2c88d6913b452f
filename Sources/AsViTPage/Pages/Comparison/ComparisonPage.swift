import AsViTReport

extension Page {
  /// - Precondition: at least two runs.
  init(comparing runs: [StoredRun]) throws {
    precondition(runs.count > 1, "\(runs.count) runs to compare")
    let labels = uniqueLabels(runs.map(\.name))
    func compared<Settings, Result>(
      _ details: (StoredRun) -> RunDetails<Settings, Result>?
    ) -> [Compared<Settings, Result>] {
      runs.enumerated().compactMap { index, run in
        details(run).map {
          Compared(label: labels[index], ink: .series(index), report: $0.report)
        }
      }
    }
    let searches = compared { if case .search(let run) = $0 { run } else { nil } }
    let growths = compared { if case .scale(let run) = $0 { run } else { nil } }
    let trainings = compared { if case .train(let run) = $0 { run } else { nil } }
    let audits = compared { if case .audit(let run) = $0 { run } else { nil } }
    let imports = compared { if case .import(let run) = $0 { run } else { nil } }
    let proxies =
      searches.map(\.report.settings.proxies) + growths.map(\.report.settings.proxies)
      + audits.map(\.report.settings.proxies)
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
      try ComparedSearches(runs: searches).section(),
      try ComparedGrowths(runs: growths).section(),
      try ComparedTrainings(runs: trainings).section(), .audits(audits), .imports(imports),
      proxies.map(\.repeatCount).min().map(Section.limits),
      Section(
        "How to reproduce", id: "reproduce",
        [
          .code(
            Code(
              title: "Commands",
              text: runs.map { repeatedCommand($0.command) }.joined(separator: "\n")
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
      "Versions and machines", of: runs.enumerated(),
      [
        .cell("run") { Cell($0.element.label, ink: .series($0.offset)) },
        .text("asvit", \.element.run.versions.asvit),
        .text("instruction set", \.element.run.versions.instructionSet),
        .text("processor", \.element.run.machine.processor),
        .integer("threads", \.element.run.machine.threads),
        .text("started", \.element.run.timings.started),
        .text("finished") { $0.element.run.timings.finished ?? "not yet" },
        .number("time") {
          let seconds = $0.element.run.timings.stepSeconds.reduce(0, +)
          return .number(seconds.shownAsDuration, seconds)
        },
      ])
  }
}
