/// Why a table cannot be read. Lines and fields count from 1, lines with the header.
public enum TableError: Error, Hashable, Sendable {
  case empty
  case unclosedQuotes(line: Int, field: Int)
  case textAfterQuotes(line: Int, field: Int)
  case fieldCount(line: Int, found: Int, needed: Int)
  case tooManyRows(most: Int)
  case noGenotypes(columns: [String])
  case columnTwice(String)
  case unknownColumn(String, columns: [String])
  /// A field that is neither empty nor a number up to `GenotypeTable.largestMagnitude`.
  case noNumber(line: Int, column: String, found: String)
}

extension TableError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty: "no rows; needed: a header and a row at least"
    case .unclosedQuotes(let line, let field): "line \(line), field \(field): quotes do not end"
    case .textAfterQuotes(let line, let field):
      """
      line \(line), field \(field): text after the closing quotes; quotes inside a field are doubled
      """
    case .fieldCount(let line, let found, let needed):
      """
      line \(line): \(found) field\(found == 1 ? "" : "s"), the header has \(needed); a genotype \
      with commas needs double quotes around it
      """
    case .tooManyRows(let most): "more than \(most) rows"
    case .noGenotypes(let columns):
      "no column 'genotype'; there are: \(columns.joined(separator: ", "))"
    case .columnTwice(let name): "two columns '\(name)'"
    case .unknownColumn(let name, let columns):
      "no column '\(name)'; there are: \(columns.joined(separator: ", "))"
    case .noNumber(let line, let column, let found):
      """
      line \(line), column \(column): '\(found)' is no number up to \
      \(GenotypeTable.largestMagnitude); leave the column out, or name those to read
      """
    }
  }
}
