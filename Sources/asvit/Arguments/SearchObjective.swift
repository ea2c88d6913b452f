import ArgumentParser
import AsViTArchitecture
import AsViTSearch

/// What a search goes by.
enum SearchObjective: CustomStringConvertible {
  case metrics(ProxyList)
  /// The trades between these.
  case front(ParetoTerms)
  /// A model of trainings.
  case trained

  private static let trainedWord = "trained"

  init(argument: String) throws(ValidationError) {
    self = argument == Self.trainedWord ? .trained : .metrics(try ProxyList(argument: argument))
  }

  var description: String {
    switch self {
    case .metrics(let list): list.description
    case .front(let terms): terms.quantities.map { $0.word }.joined(separator: ",")
    case .trained: Self.trainedWord
    }
  }

  /// What is scored: for trainings the closed forms, which have no part in the choice.
  var measured: ProxyList {
    switch self {
    case .metrics(let list): list
    case .front(let terms): ProxyList(terms.proxies)
    case .trained: .closedForms
    }
  }

  var isFront: Bool { if case .front = self { true } else { false } }

  var isTrained: Bool { if case .trained = self { true } else { false } }

  func terms() throws(SearchError) -> Objective {
    switch self {
    case .metrics(let list): try Objective(list.proxies)
    case .front(let terms): try Objective(pareto: terms.quantities)
    case .trained: Objective([] as [Objective.Term])
    }
  }
}

/// The trainings that `--objective trained` goes by.
struct TableOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      What --objective trained goes by: a table with a row for each training, as 'asvit audit \
      --sample' leaves it in train/table.csv. (default: trainings of its own)
      """, valueName: "path"))
  var table: String?

  @Option(
    help: ArgumentHelp(
      """
      The column of the table that is predicted. (default: the first; loss of trainings of its own, \
      which have top-1, too)
      """, valueName: "column"))
  var target: String?

  @Flag(
    help: """
      Let designs have other numbers of parameters, multiply-accumulates and blocks, and other widths, \
      than the networks of the table.
      """)
  var extrapolate = false

  /// - Throws: `CommandError` with what is wrong in the table.
  func trained(in space: SearchSpace) throws(CommandError) -> TrainedTable? {
    guard let path = table else { return nil }
    let table = try AuditTable(at: path, columns: target.map { [$0] }, in: space)
    guard let column = table.table.columns.first else { throw .noTargets(path: path) }
    return TrainedTable(
      genotypes: table.genotypes, target: column, extrapolates: extrapolate)
  }

  /// What a model of a search's own trainings predicts.
  func roundTarget() throws(ValidationError) -> TrainingTarget {
    guard let name = target else { return .loss }
    guard let target = TrainingTarget(rawValue: name) else {
      let names = TrainingTarget.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError(
        "The value '\(name)' is invalid for '--target <column>'; possible: \(names)")
    }
    return target
  }
}
