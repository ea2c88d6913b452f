/// A command as a shell takes it: arguments are quoted where they have to be.
public func shellCommand(_ arguments: [String]) -> String {
  arguments.map { argument in
    let isPlain = argument.allSatisfy { $0.isLetter || $0.isNumber || "-_./=,".contains($0) }
    return isPlain && !argument.isEmpty
      ? argument : "'" + argument.replacing("'", with: "'\\''") + "'"
  }.joined(separator: " ")
}
