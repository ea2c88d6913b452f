import AsViTArchitecture
import AsViTReport

/// What can be done next with one architecture of a run, as commands.
struct NextCommands {
  /// Each as a shell takes it; `{}`, in quotes, stands for the genotype.
  let all: [String]

  /// - Parameters:
  ///   - command: that of the run, which names the file of its space.
  ///   - space: whose architectures they are.
  init(after command: [String], in record: SpaceRecord, _ family: any Family) {
    let place = Self.value(of: "--space", in: command) ?? record.name
    let train = [
      "asvit", "train", "--genotype", "{}", "--space", place, "--out", "runs/trained",
    ]
    let scale = ["asvit", "scale", "--genotype", "{}", "--space", place, "--out", "runs/family"]
    let export = ["asvit", "export", "--from", "{}", "--space", place, "--out", "export"]
    all = ([train] + (family is any GrowingFamily ? [scale] : []) + [export]).map(shellCommand)
  }

  /// The value of an option, as `--name value` or `--name=value`; nil where it is not given.
  private static func value(of option: String, in command: [String]) -> String? {
    if let place = command.lastIndex(of: option), place + 1 < command.count {
      return command[place + 1]
    }
    return command.last { $0.hasPrefix(option + "=") }.map {
      String($0.dropFirst(option.count + 1))
    }
  }
}
