/// What a page shows, as the templates read it: they find values by the names of the properties.
struct Page {
  /// What the page is of, such as `Search`.
  let kind: String
  let title: String
  let lead: String
  /// What has to be known before anything else, such as that a run is not finished.
  let notices: [String]
  let facts: [Fact]
  let sections: [Section]
  /// What the script shows of architectures, in JSON; nil where nothing can be asked.
  var architectures: String?
}

/// A part of a page under a heading of its own.
struct Section {
  /// The anchor, unique on the page.
  let id: String
  let title: String
  let lead: String?
  let blocks: [Block]

  init(_ title: String, id: String, lead: String? = nil, _ blocks: [Block]) {
    self.id = id
    self.title = title
    self.lead = lead
    self.blocks = blocks
  }
}

/// The templates tell blocks apart by the names of the cases.
enum Block {
  case figures(FigureGrid)
  case table(Table)
  case details(Details)
  case code(Code)
  case facts(FactList)
  case notes(Notes)
}

/// A name with a value.
struct Fact {
  let name: String
  let value: String
  let remark: String?
  let className: String

  /// - Parameter isCode: whether the value is in the letters of programs.
  init(_ name: String, _ value: String, remark: String? = nil, isCode: Bool = false) {
    self.name = name
    self.value = value
    self.remark = remark
    className = isCode ? "mono" : ""
  }
}

struct FactList {
  let facts: [Fact]
}

struct Notes {
  let paragraphs: [String]
}

/// Text as a program takes or writes it.
struct Code {
  let title: String
  let text: String
}

/// What is shown on demand.
struct Details {
  let title: String
  var table: Table?
  var code: String?
}
