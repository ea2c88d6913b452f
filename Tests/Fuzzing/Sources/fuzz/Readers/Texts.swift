@testable import AsViTArchitecture
@testable import AsViTStatistics

extension Reader {
  /// A genotype of the command line or of a file; read once more from its own description.
  static let genotype = Reader(name: "genotype", allowance: tenfold(beside: 8 << 20)) { input in
    let text = String(decoding: input, as: UTF8.self)
    attempt { try build(text, in: AsViTFamily(imageSide: 2048, stemStride: 1)) }
    attempt { try build(text, in: PlainViT(imageSide: 2048, patchSide: 8, headDimension: 1024)) }
    attempt { try build(text, in: PiT(imageSide: 2048, patchSide: 8)) }
  }

  private static func build<F: Family>(_ text: String, in family: F) throws {
    let genes = try F.G(text)
    precondition(try! F.G(genes.description) == genes)
    let architecture = try family.architecture(for: genes)
    precondition(architecture.parameterCount > 0 && architecture.macCount > 0)
  }

  /// A search space: all that is asked of one before the first step.
  static let space = Reader(name: "space", allowance: tenfold(beside: 16 << 20)) { input in
    attempt {
      let space = try SearchSpace(yaml: String(decoding: input, as: UTF8.self), file: "x.yaml")
      precondition(space.topologyCount > 0 && space.initialEntropy >= 0)
      let architecture = space.fewestParameters
      precondition(space.fewestMACs.macCount <= architecture.macCount)
      precondition(try! space.architecture(for: architecture.genotype) == architecture)
    }
  }

  /// A table of an audit: genotypes and numbers. Fields of one character take a text each.
  static let table = Reader(name: "table", allowance: tenfold(beside: 8 << 20)) { input in
    attempt {
      let table = try GenotypeTable(String(decoding: input, as: UTF8.self))
      precondition(table.columns.allSatisfy { $0.values.count == table.genotypes.count })
      precondition(table.lines == table.lines.sorted())
    }
  }
}
