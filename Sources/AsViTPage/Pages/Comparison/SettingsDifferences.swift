import AsViTReport

extension Table {
  /// The settings in which runs of one kind differ; nil when there are none.
  static func differences<Settings, Result>(
    between runs: [Compared<Settings, Result>]
  ) throws -> Table? {
    let settings = try runs.map { compared in
      try CanonicalJSON.decode(
        JSONValue.self,
        from: CanonicalJSON.document(compared.report.settings, for: compared.label),
        of: compared.label)
    }
    guard let first = settings.first else { return nil }
    let differences = settings.map { settings in
      Dictionary(
        first.differences(to: settings).map { ($0.key, ($0.before, $0.after)) },
        uniquingKeysWith: { one, _ in one })
    }
    let keys = Set(differences.flatMap(\.keys)).sorted()
    guard !keys.isEmpty else { return nil }
    return Table(
      "Settings that differ", of: keys,
      [.text("setting") { $0 }],
      zip(runs, differences).map { run, own in
        .cell(run.label) { key in
          let common = differences.compactMap { $0[key]?.0 }.first ?? .null
          return Cell((own[key]?.1 ?? common).description, className: "wide")
        }
      })
  }
}
