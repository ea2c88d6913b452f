import ArgumentParser
import AsViTReport

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Go from images to networks by a run file.",
    discussion: """
      A run file is YAML: 'out' names a folder, and each of 'search', 'scale', 'train' and 'export' has \
      the options of that command, without the dashes; one that is 'true' is a flag, and a list is joined \
      by commas. The commands run in this order, each in a folder of its own below 'out' and from the \
      result of the one before; what is not in the file is left out, but a search is always there.

        out: runs/photos
        search:
          space: asvit-64
          max-params: 2M
          steps: 200
        train:
          data: fashion-mnist
          shortlist: 3
          budget: 3ep
        export:
          format: [pytorch, safetensors, onnx]

      The same command again goes on where it was stopped: what is finished is left as it is.

      Examples:
        asvit run plan.yaml
      """)

  @Argument(help: ArgumentHelp("The run file.", valueName: "plan"))
  var path: String

  func run() throws {
    let plan = try RunPlan(at: path)
    // Before any of them begins.
    var commands = try plan.parts.map { try $0.command() }
    for index in commands.indices {
      let part = plan.parts[index]
      notice("\(index + 1)/\(commands.count): \(shellCommand(["asvit"] + part.words))")
      try commands[index].run()
    }
  }
}

extension RunPlan.Part {
  fileprivate var words: [String] { [stage.rawValue] + arguments }

  /// - Throws: `ValidationError` with what is wrong in the options.
  fileprivate func command() throws -> any ParsableCommand {
    let type: any ParsableCommand.Type =
      switch stage {
      case .search: SearchCommand.self
      case .scale: ScaleCommand.self
      case .train: TrainCommand.self
      case .export: ExportCommand.self
      }
    return try parsed(by: type)
  }

  private func parsed<Command: ParsableCommand>(by type: Command.Type) throws -> Command {
    do {
      return try type.parse(arguments)
    } catch let error where !type.exitCode(for: error).isSuccess {
      throw ValidationError("'asvit \(stage.rawValue)': \(type.message(for: error))")
    }
  }
}
