import ArgumentParser
import AsViTArchitecture

/// Genotypes on the command line, then those in a file.
struct GenotypeList: ParsableArguments {
  @Argument(help: "Architectures.")
  var genotypes: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      A file with one genotype on each line, or '-' for standard input; '#' starts a comment.
      """, valueName: "path"))
  var file: String?

  var isEmpty: Bool { genotypes.isEmpty && file == nil }

  /// What `body` makes of each, in order.
  ///
  /// - Throws: `CommandError.genotype` and `genotypeLine` with what `body` throws, `unreadable`, and
  ///   `noGenotypes` when there is none at all.
  func map<Value>(
    _ body: (Genotype) throws(ArchitectureError) -> Value
  ) throws(CommandError) -> [Value] {
    func value(
      of text: String, _ failure: (ArchitectureError) -> CommandError
    ) throws(CommandError) -> Value {
      do throws(ArchitectureError) {
        return try body(Genotype(text))
      } catch {
        throw failure(error)
      }
    }
    var values = try genotypes.map { text throws(CommandError) in
      try value(of: text) { .genotype(text, $0) }
    }
    guard let file else { return values }
    let (path, list) =
      file == "-" ? ("standard input", readStandardInput()) : (file, try readText(file))
    let lines = list.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let text = line.prefix { $0 != "#" }.filter { !$0.isWhitespace }
      guard !text.isEmpty else { continue }
      values.append(
        try value(of: text) { .genotypeLine(path: path, line: index + 1, $0) })
    }
    guard !values.isEmpty else { throw .noGenotypes(path: path) }
    return values
  }
}
