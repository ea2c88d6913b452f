import AsViTArchitecture
import AsViTStatistics

/// A table of genotypes, read with its file's name for messages.
struct AuditTable {
  let path: String
  let table: GenotypeTable
  /// Genotypes in canonical form.
  let genotypes: [Genotype]

  /// - Parameter columns: those to read; nil for all.
  /// - Throws: at the first mistake, with its line.
  init(at path: String, columns: [String]? = nil, in space: SearchSpace) throws(CommandError) {
    self.path = path
    let text = try readText(path)
    do throws(TableError) {
      table = try GenotypeTable(text, columns: columns)
    } catch {
      throw .table(path: path, error)
    }
    var genotypes: [Genotype] = []
    for (text, line) in zip(table.genotypes, table.lines) {
      do throws(ArchitectureError) {
        genotypes.append(try space.architecture(for: Genotype(text)).genotype)
      } catch {
        throw .genotypeLine(path: path, line: line, error)
      }
    }
    self.genotypes = genotypes
  }

  /// The columns for other rows, by genotype.
  ///
  /// - Throws: `CommandError.noRow` for a genotype that is not in the table.
  func columns(for rows: [Genotype]) throws(CommandError) -> [GenotypeTable.Column] {
    let places = Dictionary(
      genotypes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var order: [Int] = []
    for genotype in rows {
      guard let place = places[genotype] else { throw .noRow(path: path, genotype) }
      order.append(place)
    }
    return table.columns.map { column in
      GenotypeTable.Column(
        name: column.name, higherIsBetter: column.higherIsBetter,
        values: order.map { column.values[$0] })
    }
  }
}
