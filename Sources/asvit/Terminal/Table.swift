/// Rows of text in columns that line up: the first to the left, the others to the right.
///
/// On a terminal that is too narrow for that, each row takes several lines: its first cell, and below
/// it the others with their columns' names.
struct Table: CustomStringConvertible {
  private var rows: [[String]]

  init(header: [String]) { rows = [header] }

  var isEmpty: Bool { rows.count == 1 }

  mutating func append(_ row: [String]) { rows.append(row) }

  /// As standard output shows it.
  var description: String { text(for: .output) }

  func text(for terminal: Terminal) -> String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let width = widths.reduce(0, +) + 2 * (widths.count - 1)
    if let columnCount = terminal.columnCount, width > columnCount {
      return rows.dropFirst().map { stacked($0, to: columnCount, terminal) }
        .joined(separator: "\n")
    }
    var lines = rows.map { row in
      zip(row, widths).enumerated().map { column, cell in
        let padding = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 0 ? cell.0 + padding : padding + cell.0
      }.joined(separator: "  ")
    }
    lines[0] = terminal.styled(lines[0], .bold)
    return lines.joined(separator: "\n")
  }

  /// A row in lines of at most `width` characters, as long as a cell with its name fits into one.
  private func stacked(_ row: [String], to width: Int, _ terminal: Terminal) -> String {
    let cells = zip(rows[0], row).dropFirst().filter { !$1.isEmpty }.map { "\($0) \($1)" }
    var lines = [terminal.styled(row[0], .bold)]
    var line = ""
    for (index, cell) in cells.enumerated() {
      let cell = cell + (index < cells.count - 1 ? "," : "")
      if !line.isEmpty, line.count + 1 + cell.count > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "  " : " ") + cell
    }
    return (lines + (line.isEmpty ? [] : [line])).joined(separator: "\n")
  }
}
