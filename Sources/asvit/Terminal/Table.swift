/// Rows of text in columns that line up: the first to the left, the others to the right.
struct Table: CustomStringConvertible {
  private var rows: [[String]]

  init(header: [String]) { rows = [header] }

  var isEmpty: Bool { rows.count == 1 }

  mutating func append(_ row: [String]) { rows.append(row) }

  var description: String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      zip(row, widths).enumerated().map { column, cell in
        let padding = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 0 ? cell.0 + padding : padding + cell.0
      }.joined(separator: "  ")
    }
    return lines.joined(separator: "\n")
  }
}
