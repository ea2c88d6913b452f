import ArgumentParser
import AsViTArchitecture

struct SpacesChoicesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "choices",
    abstract: "List the choices of a search space, or what genotypes take of them.",
    discussion: """
      Choices with a single option are left out. Options are written as in a genotype. Genotypes \
      have to be in the space.

      Examples:
        asvit spaces choices asvit-64
        asvit spaces choices vit-32 '96x3|1,1|1,2|3,4' '48x4|2,4' --json
        asvit spaces sample pit --count 5 | asvit spaces choices pit --file -
      """)

  @Argument(help: "The search space: a YAML file, or a name that 'asvit spaces list' shows.")
  var space: String

  @OptionGroup var list: GenotypeList

  @Flag(help: "Print the outcome as JSON.")
  var json = false

  func run() throws {
    let space = try SpaceFile(named: space).space
    let rows = try list.map { (genotype) throws(ArchitectureError) in
      let selection = try space.selection(of: genotype)
      let options = zip(space.choices, selection).map { $0.labels[$1] }
      return SpaceChoices.Row(genotype: genotype, options: options)
    }
    try printOutcome(SpaceChoices(of: space, rows: list.isEmpty ? nil : rows), asJSON: json)
  }
}

/// The choices of a space and the options that genotypes take.
struct SpaceChoices: Encodable {
  struct Choice: Encodable {
    let name: String
    let options: [String]
  }

  struct Row: Encodable {
    let genotype: Genotype
    /// One for each choice, in order.
    let options: [String]
  }

  let space: String
  let choices: [Choice]
  /// Absent when no genotypes were asked for.
  let genotypes: [Row]?

  init(of space: SearchSpace, rows: [Row]?) {
    self.space = space.name
    choices = space.choices.map { Choice(name: $0.name, options: $0.labels) }
    genotypes = rows
  }
}

extension SpaceChoices: CustomStringConvertible {
  var description: String {
    var table: Table
    if let genotypes {
      table = Table(header: ["genotype"] + choices.map(\.name))
      for row in genotypes { table.append([row.genotype.description] + row.options) }
    } else {
      table = Table(header: ["choice", "options"])
      for choice in choices {
        table.append([choice.name, choice.options.joined(separator: "  ")])
      }
    }
    return table.description
  }
}
