import AsViTArchitecture
import AsViTReport

/// Rows that stand in an order and can be put into another by the reader.
struct Table {
  struct Column {
    let title: String
    let className: String
    /// How the rows are ordered by this column, in the words of `aria-sort`; nil where they are
    /// not.
    let order: String?

    private init(_ title: String, className: String, order: String?) {
      self.title = title
      self.className = className
      self.order = order
    }

    static func text(_ title: String) -> Column {
      Column(title, className: "", order: nil)
    }

    static func number(_ title: String) -> Column {
      Column(title, className: "number", order: nil)
    }

    /// The column of numbers by which the rows are ordered.
    static func ordering(_ title: String, descending: Bool = false) -> Column {
      Column(title, className: "number", order: descending ? "descending" : "ascending")
    }
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

  init(_ title: String, columns: [Column], rows: [[Cell]]) {
    self.title = title
    self.columns = columns
    self.rows = rows.map(Row.init)
  }
}

extension Table.Cell {
  static func number(_ text: String, _ value: Double) -> Self {
    Self(text, className: "number", key: value)
  }

  static func integer(_ value: Int?) -> Self {
    value.map { number("\($0)", Double($0)) } ?? .none
  }

  /// A count with a suffix, such as `1.5M`.
  static func count(_ value: Int) -> Self { number(value.shown, Double(value)) }

  static func percentage(_ share: Double) -> Self {
    number((share * 100).shown(fractionDigits: 1) + " %", share)
  }

  static func genotype(_ genotype: Genotype, ink: Ink? = nil) -> Self {
    Self(genotype.description, className: "mono", ink: ink)
  }

  /// Nothing to tell.
  static var none: Self { Self("–", className: "number") }
}
