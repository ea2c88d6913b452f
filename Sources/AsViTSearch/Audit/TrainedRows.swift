import AsViTArchitecture
import AsViTStatistics

/// The rows of a table by architecture: one row for every training of it.
struct TrainedRows: Sendable {
  /// Each once, in the order of the first row that has it.
  let genotypes: [Genotype]
  /// The rows of each.
  let rows: [[Int]]

  init(_ genotypes: [Genotype]) {
    var placeOf: [Genotype: Int] = [:]
    var (distinct, rows): ([Genotype], [[Int]]) = ([], [])
    for (row, genotype) in genotypes.enumerated() {
      if let place = placeOf[genotype] {
        rows[place].append(row)
      } else {
        placeOf[genotype] = distinct.count
        distinct.append(genotype)
        rows.append([row])
      }
    }
    self.genotypes = distinct
    self.rows = rows
  }

  /// The values of a target for each architecture, one for every training that has one.
  func values(of target: GenotypeTable.Column) -> [[Double]] {
    rows.map { $0.compactMap { target.values[$0] } }
  }
}
