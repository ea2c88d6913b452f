import AsViTStatistics
import Testing

struct GenotypeTableTests {
  @Test func `columns are read by name`() throws {
    let table = try GenotypeTable("genotype,accuracy,-loss\na,71.5,1.2\nb, 73 ,\n")
    #expect(table.genotypes == ["a", "b"])
    #expect(table.lines == [2, 3])
    #expect(table.columns.map(\.name) == ["accuracy", "loss"])
    #expect(table.columns.map(\.higherIsBetter) == [true, false])
    #expect(table.columns.map(\.values) == [[71.5, 73], [1.2, nil]])
  }

  @Test func `quotes hold commas, line ends and quotes`() throws {
    let table = try GenotypeTable(
      "\u{FEFF}\"a \"\"b\"\"\",genotype\r\n1,\"32|2,6,4|2,4,8|4\"\r\n\r\n2,\"x\ny\"\r\n3,z")
    #expect(table.columns[0].name == "a \"b\"")
    #expect(table.genotypes == ["32|2,6,4|2,4,8|4", "x\ny", "z"])
    #expect(table.lines == [2, 4, 6])
    #expect(table.columns[0].values == [1, 2, 3])
  }

  @Test func `columns that are not named may hold anything`() throws {
    let text = "name,genotype,top1\nfirst,a,70\nsecond,b,71\n"
    #expect(try GenotypeTable(text, columns: ["top1"]).columns.map(\.values) == [[70, 71]])
    #expect(throws: TableError.noNumber(line: 2, column: "name", found: "first")) {
      try GenotypeTable(text)
    }
  }

  @Test(arguments: [
    ("", TableError.empty),
    ("genotype,a\n", .empty),
    ("a,b\n1,2", .noGenotypes(columns: ["a", "b"])),
    ("genotype,a,-a\n", .columnTwice("a")),
    ("genotype,a\n2,6,1\n", .fieldCount(line: 2, found: 3, needed: 2)),
    ("genotype,a\nx,1\n\"y,2\n", .unclosedQuotes(line: 3, field: 1)),
    ("genotype,a\n\"x\"y,1\n", .textAfterQuotes(line: 2, field: 1)),
    ("genotype,a\n\"x\n\"y,1\n", .textAfterQuotes(line: 3, field: 1)),
    ("genotype,a\nx,1\ny,nan\n", .noNumber(line: 3, column: "a", found: "nan")),
    ("genotype,a\nx,1e999\n", .noNumber(line: 2, column: "a", found: "1e999")),
  ])
  func `a mistake is named with its place`(text: String, error: TableError) {
    #expect(throws: error) { try GenotypeTable(text) }
    #expect(!"\(error)".isEmpty)
  }

  @Test func `a column that is not there is named with those that are`() {
    let error = TableError.unknownColumn("top5", columns: ["top1", "loss"])
    #expect(throws: error) { try GenotypeTable("genotype,top1,-loss\n", columns: ["top5"]) }
    #expect("\(error)" == "no column 'top5'; there are: top1, loss")
  }

  @Test func `a table has an end`() {
    #expect(throws: TableError.tooManyRows(most: 20_000)) {
      try GenotypeTable("genotype\n" + String(repeating: "a\n", count: 20_001))
    }
  }
}
