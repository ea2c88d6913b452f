import AsViTArchitecture
import AsViTReport

/// Rows that stand in an order and can be put into another by the reader.
struct Table {
  struct Column {
    let title: String
    var className = ""
    /// How the rows are ordered by this column, in the words of `aria-sort`; nil where they are
    /// not.
    var order: String?
  }

  struct Cell {
    let text: String
    let className: String
    /// What the cell is sorted by when that is not its text.
    let key: String?
    /// The colour of a mark before the text.
    let ink: String?

    init(_ text: String, className: String = "", key: Double? = nil, ink: Ink? = nil) {
      self.text = text
      self.className = className
      self.key = key.map { "\($0)" }
      self.ink = ink?.className
    }
  }

  struct Row {
    let cells: [Cell]
  }

  let title: String
  let columns: [Column]
  let rows: [Row]
}

extension Table {
  /// A column with what it shows of a record.
  struct Field<Record> {
    let column: Column
    let cell: (Record) -> Cell
  }

  /// A row for each record, in their order.
  init<Record>(_ title: String, of records: some Sequence<Record>, _ groups: [Field<Record>]...) {
    let fields = groups.flatMap(\.self)
    self.title = title
    columns = fields.map(\.column)
    rows = records.map { record in Row(cells: fields.map { $0.cell(record) }) }
  }
}

extension Table.Field {
  enum Order: String {
    case ascending, descending
  }

  static func cell(_ title: String, _ cell: @escaping (Record) -> Table.Cell) -> Self {
    Self(column: Table.Column(title: title), cell: cell)
  }

  static func text(_ title: String, _ text: @escaping (Record) -> String?) -> Self {
    cell(title) { text($0).map { Table.Cell($0) } ?? .none }
  }

  /// - Parameter order: that of the rows, when it is by this column.
  static func number(
    _ title: String, order: Order? = nil, _ cell: @escaping (Record) -> Table.Cell?
  ) -> Self {
    Self(
      column: Table.Column(title: title, className: "number", order: order?.rawValue),
      cell: { cell($0) ?? .none })
  }

  static func integer(
    _ title: String, order: Order? = nil, _ value: @escaping (Record) -> Int?
  ) -> Self {
    number(title, order: order) { value($0).map { .number("\($0)", Double($0)) } }
  }

  /// Counts with a suffix, such as `1.5M`.
  static func count(
    _ title: String, order: Order? = nil, _ value: @escaping (Record) -> Int?
  ) -> Self {
    number(title, order: order) { value($0).map { .number($0.shown, Double($0)) } }
  }

  static func percentage(
    _ title: String, order: Order? = nil, _ share: @escaping (Record) -> Double?
  ) -> Self {
    number(title, order: order) { share($0).map(Table.Cell.percentage) }
  }

  /// - Parameter missing: what stands where there is none.
  static func genotype(
    titled title: String = "genotype", or missing: String = "–",
    _ genotype: @escaping (Record) -> Genotype?
  ) -> Self {
    cell(title) { genotype($0).map { .genotype($0) } ?? Table.Cell(missing) }
  }
}

extension Table.Cell {
  static func number(_ text: String, _ value: Double) -> Self {
    Self(text, className: "number", key: value)
  }

  static func percentage(_ share: Double) -> Self {
    number((share * 100).shown(fractionDigits: 1) + " %", share)
  }

  static func genotype(_ genotype: Genotype, ink: Ink? = nil) -> Self {
    Self(genotype.description, className: "mono", ink: ink)
  }

  /// Nothing to tell.
  static var none: Self { Self("–", className: "number") }
}
