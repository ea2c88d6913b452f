import AsViTReport

/// A run among others on one page.
struct Compared<Settings: Codable & Sendable, Result: Sendable> {
  /// A name that is unique on the page.
  let label: String
  let ink: Ink
  let report: RunReport<Settings, Result>
}

extension Table.Field {
  static func run<Settings, Result>(
    _ run: @escaping (Record) -> Compared<Settings, Result>
  ) -> Self {
    cell("run") { Table.Cell(run($0).label, ink: run($0).ink) }
  }
}

/// The labels of runs: their names, with a number where a name comes up again.
func uniqueLabels(_ names: [String]) -> [String] {
  var counts: [String: Int] = [:]
  return names.map { name in
    counts[name, default: 0] += 1
    let count = counts[name, default: 1]
    return count == 1 ? name : "\(name) (\(count))"
  }
}

extension Legend {
  /// Which colour stands for which run.
  init<Settings, Result>(of runs: [Compared<Settings, Result>]) {
    entries = runs.map { Entry($0.label, $0.ink, .line) }
  }
}
