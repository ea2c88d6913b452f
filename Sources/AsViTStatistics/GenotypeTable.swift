/// Numbers of some architectures, a row for each, as read from comma-separated values: a column
/// `genotype` and others by name.
///
/// A column `seed`, which tells trainings of one architecture apart, is passed over. A name with a
/// minus before it, such as `-loss`, says that less is better; the minus is no part of the name.
public struct GenotypeTable: Hashable, Sendable {
  public struct Column: Hashable, Codable, Sendable {
    public let name: String
    public let higherIsBetter: Bool
    /// One for each row; nil where the field is empty.
    public var values: [Double?]

    public init(name: String, higherIsBetter: Bool, values: [Double?]) {
      self.name = name
      self.higherIsBetter = higherIsBetter
      self.values = values
    }
  }

  public private(set) var genotypes: [String] = []
  /// The line on which each row begins, from 1, the header counted.
  public private(set) var lines: [Int] = []
  public private(set) var columns: [Column]

  /// - Parameter names: of the columns to read, in any order; nil for all.
  /// - Throws: at the first mistake, with line and column.
  public init(_ text: String, columns names: [String]? = nil) throws(TableError) {
    var reader = CSVReader(text)
    guard let header = try reader.record() else { throw .empty }
    let titles = header.fields.map(Title.init)
    let known = titles.map(\.name).filter { ![Self.key, Self.seed].contains($0) }
    for (index, title) in titles.enumerated()
    where titles[..<index].contains(where: { $0.name == title.name }) {
      throw .columnTwice(title.name)
    }
    guard let keyField = titles.firstIndex(where: { $0.name == Self.key }) else {
      throw .noGenotypes(columns: known)
    }
    for name in names ?? [] where !known.contains(name) {
      throw .unknownColumn(name, columns: known)
    }
    let fields = titles.indices.filter { index in
      let name = titles[index].name
      return known.contains(name) && names?.contains(name) ?? true
    }
    columns = fields.map {
      Column(name: titles[$0].name, higherIsBetter: titles[$0].higherIsBetter, values: [])
    }

    while let record = try reader.record() {
      guard record.fields.count == titles.count else {
        throw .fieldCount(line: record.line, found: record.fields.count, needed: titles.count)
      }
      guard genotypes.count < Resampling.mostRows else {
        throw .tooManyRows(most: Resampling.mostRows)
      }
      genotypes.append(record.fields[keyField])
      lines.append(record.line)
      for (index, field) in fields.enumerated() {
        let text = record.fields[field].split(separator: " ").joined(separator: " ")
        guard let value = text.isEmpty ? .some(nil) : Double(text).map(Optional.some),
          (value ?? 0).magnitude <= Self.largestMagnitude
        else {
          throw .noNumber(
            line: record.line, column: columns[index].name, found: String(text.prefix(100)))
        }
        columns[index].values.append(value)
      }
    }
    guard !genotypes.isEmpty else { throw .empty }
  }

  /// The largest that a number may be, so that means and differences are finite.
  public static let largestMagnitude = 1e300

  private static let key = "genotype"
  private static let seed = "seed"

  private struct Title {
    let name: String
    let higherIsBetter: Bool

    init(_ field: String) {
      let text = field.split(separator: " ").joined(separator: " ")
      higherIsBetter = !text.hasPrefix("-")
      name = higherIsBetter ? text : String(text.dropFirst())
    }
  }
}
