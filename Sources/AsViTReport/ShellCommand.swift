/// A command as a shell takes it: arguments are quoted where they have to be.
public func shellCommand(_ arguments: [String]) -> String {
  arguments.map { argument in
    let isPlain = argument.allSatisfy { $0.isLetter || $0.isNumber || "-_./=,".contains($0) }
    return isPlain && !argument.isEmpty
      ? argument : "'" + argument.replacing("'", with: "'\\''") + "'"
  }.joined(separator: " ")
}

/// The command of a run as anybody gives it again, with every setting that is not the default: by the
/// program's name, and without what would start afresh or only changes what is said.
public func repeatedCommand(_ arguments: [String]) -> String {
  let others: Set = ["--force", "--json", "--quiet", "-q", "--open"]
  return shellCommand(["asvit"] + arguments.dropFirst().filter { !others.contains($0) })
}
