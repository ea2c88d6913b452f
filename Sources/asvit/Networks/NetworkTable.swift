import AsViTArchitecture
import AsViTProxies
import AsViTReport
import AsViTSearch

/// The networks that a run looked at, the best first, with what is known of each.
struct NetworkTable {
  enum Cell {
    case text(String)
    case flag(Bool)
    case integer(Int?)
    case real(Double?)
    case measurement(Measurement?)
  }

  struct Row {
    let genotype: Genotype
    let parameterCount: Int
    /// Multiply-accumulates for one image.
    let macCount: Int
    /// Whether the run came to it, rather than only looked at it.
    var isResult = true
    /// The place on the Pareto front, from 0; nil for what is not on it.
    var frontPlace: Int?
    /// Nil where none was measured.
    var latency: Measurement?
    /// One for each column.
    let cells: [Cell]
  }

  struct Column {
    let name: String
    /// Whether it takes two columns where numbers stand alone, of mean and deviation.
    var isMeasured = false

    /// A column of measurements of a metric.
    static func metric(_ metric: Metric) -> Column { Column(name: metric.word, isMeasured: true) }
  }

  /// Those after genotype, parameters and MACs, which every table has.
  let columns: [Column]
  var rows: [Row]
}

extension NetworkTable {
  /// What the run came to, the best first.
  ///
  /// - Throws: `CommandError.noneWithin` when the limits leave none.
  func results(within limits: SearchLimits = SearchLimits()) throws(CommandError) -> NetworkTable {
    var table = self
    table.rows.removeAll {
      !$0.isResult || !limits.admit(parameters: $0.parameterCount, macs: $0.macCount)
        || !limits.admit(latency: $0.latency)
    }
    guard !table.rows.isEmpty else { throw .noneWithin("\(limits)") }
    return table
  }

  /// Whether the latency of any network was measured.
  var hasLatencies: Bool { rows.contains { $0.latency != nil } }

  /// The Pareto front of a search, the best in the first term first.
  ///
  /// - Parameter path: of the run, for messages.
  /// - Throws: `CommandError.noFront` when the run has none.
  func front(of path: String) throws(CommandError) -> NetworkTable {
    var table = self
    table.rows = rows.filter { $0.frontPlace != nil }
      .sorted { ($0.frontPlace ?? 0) < ($1.frontPlace ?? 0) }
    guard !table.rows.isEmpty else { throw .noFront(path) }
    return table
  }

  func prefix(_ count: Int) -> NetworkTable {
    var table = self
    table.rows = Array(rows.prefix(count))
    return table
  }

  /// For people: counts with suffixes, measurements with their deviation.
  var text: Table {
    var table = Table(header: ["genotype", "parameters", "MACs"] + columns.map(\.name))
    for row in rows {
      table.append(
        [row.genotype.description, row.parameterCount.shown, row.macCount.shown]
          + row.cells.map(\.shown))
    }
    return table
  }

  /// For programs: comma-separated values. A measurement without a value is the reason.
  var csv: String {
    let lines =
      [header.joined(separator: ",")]
      + rows.map { row in
        fields(of: row).map(\.csv).joined(separator: ",")
      }
    return lines.joined(separator: "\n")
  }

  /// For programs: a JSON object on each line; what has no value is left out.
  ///
  /// - Throws: `ReportError.cannotWrite` when a number is not finite.
  func jsonLines() throws(ReportError) -> String {
    let names = header
    var lines: [String] = []
    for row in rows {
      let present = zip(names, fields(of: row)).filter { $0.1 != .null }
      let object = JSONValue.object(Dictionary(uniqueKeysWithValues: present))
      lines.append(try CanonicalJSON.text(object))
    }
    return lines.joined(separator: "\n")
  }

  private var header: [String] {
    ["genotype", "parameters", "macs"]
      + columns.flatMap { column in
        column.isMeasured ? ["\(column.name)_mean", "\(column.name)_sd"] : [column.name]
      }
  }

  private func fields(of row: Row) -> [JSONValue] {
    [
      .string(row.genotype.description), .integer(row.parameterCount), .integer(row.macCount),
    ] + row.cells.flatMap(\.fields)
  }
}

extension NetworkTable.Cell {
  fileprivate var shown: String {
    switch self {
    case .text(let text): text
    case .flag(let flag): flag ? "yes" : ""
    case .integer(let value): value.map { "\($0)" } ?? ""
    case .real(let value): value?.shown() ?? ""
    case .measurement(let measurement): measurement?.shown ?? ""
    }
  }

  fileprivate var fields: [JSONValue] {
    switch self {
    case .text(let text): [.string(text)]
    case .flag(let flag): [.bool(flag)]
    case .integer(let value): [value.map(JSONValue.integer) ?? .null]
    case .real(let value): [value.map(JSONValue.real) ?? .null]
    case .measurement(let measurement):
      [
        measurement.map { $0.mean.value.map(JSONValue.real) ?? .string($0.mean.shown()) } ?? .null,
        measurement?.standardDeviation.map(JSONValue.real) ?? .null,
      ]
    }
  }
}

extension JSONValue {
  /// A field of comma-separated values; genotypes have commas of their own, hence the quotes.
  fileprivate var csv: String {
    switch self {
    case .null: ""
    case .string(let text): text.contains(",") ? "\"\(text)\"" : text
    default: description
    }
  }
}
