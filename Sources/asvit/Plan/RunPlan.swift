import Yams

/// A run file: some commands after each other, from one folder to the next.
///
///     out: runs/photos
///     search:
///       space: asvit-64
///       max-params: 5M
///     train:
///       data: ~/labelled
///       shortlist: 3
///     export:
///       format: [pytorch, onnx]
struct RunPlan {
  /// One command of a plan.
  struct Part {
    let stage: Stage
    /// What follows the name of the command.
    let arguments: [String]
  }

  /// The commands that a plan can have, in their order.
  enum Stage: String, CaseIterable {
    case search, scale, train, export

    /// The stages whose result it takes, the nearest first; none for the search.
    fileprivate var sources: [Stage] {
      switch self {
      case .search: []
      case .scale: [.search]
      case .train: [.scale, .search]
      case .export: [.train, .scale, .search]
      }
    }
  }

  let parts: [Part]

  /// - Throws: `CommandError.plan` with what is wrong, and `unreadable`.
  init(at path: String) throws(CommandError) {
    let text = try readText(path)
    func fault(_ reason: String) -> CommandError { .plan(path: path, reason: reason) }
    let root: Node.Mapping
    do {
      guard let mapping = try Yams.compose(yaml: text)?.mapping else {
        throw fault("holds no mapping of commands")
      }
      root = mapping
    } catch let error as CommandError {
      throw error
    } catch {
      throw fault("\(error)")
    }
    guard let out = root["out"]?.string else { throw fault("lacks 'out', the folder of its runs") }
    let known = ["out"] + Stage.allCases.map(\.rawValue)
    if let other = root.keys.first(where: { !known.contains($0.string ?? "") }) {
      throw fault("'\(other.string ?? "?")' is unknown; possible: \(known.joined(separator: ", "))")
    }
    let stages = Stage.allCases.filter { root[$0.rawValue] != nil }
    guard stages.first == .search else { throw fault("lacks 'search', with which a plan begins") }
    parts = try stages.map { stage throws(CommandError) in
      let source = stage.sources.first(where: stages.contains)
      var arguments = source.map { ["--from", "\(out)/\($0.rawValue)"] } ?? []
      arguments += ["--out", "\(out)/\(stage.rawValue)"]
      if stage == .export { arguments.append("--force") }
      guard let options = root[stage.rawValue] else { return Part(stage: stage, arguments: []) }
      guard let mapping = options.mapping ?? (options.isEmpty ? Node.Mapping([]) : nil) else {
        throw fault("\(stage.rawValue): holds no mapping of options")
      }
      for (key, value) in mapping {
        guard let option = key.string, !["out", "from", "force"].contains(option) else {
          throw fault(
            "\(stage.rawValue): '\(key.string ?? "?")' is the plan's to give; leave it out")
        }
        guard let given = value.optionArguments(option) else {
          throw fault("\(stage.rawValue): \(option): neither a value nor a list of values")
        }
        arguments += given
      }
      return Part(stage: stage, arguments: arguments)
    }
  }
}

extension Node {
  fileprivate var isEmpty: Bool { scalar.map { ["", "~", "null"].contains($0.string) } ?? false }

  /// An option with this as its value: a flag where it is true, nothing where it is false, and lists
  /// with commas; nil for what is no value.
  fileprivate func optionArguments(_ name: String) -> [String]? {
    switch self {
    case .scalar(let scalar):
      switch bool {
      case true: ["--\(name)"]
      case false: []
      default: ["--\(name)", scalar.string]
      }
    case .sequence(let sequence):
      sequence.allSatisfy { $0.scalar != nil }
        ? ["--\(name)", sequence.compactMap { $0.scalar?.string }.joined(separator: ",")] : nil
    default: nil
    }
  }
}
