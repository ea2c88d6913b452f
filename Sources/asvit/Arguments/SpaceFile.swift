import AsViTArchitecture
import AsViTReport
import FoundationEssentials

/// A search space with the place it was read from.
struct SpaceFile {
  /// The path of the file, or the name of a space inside the program.
  let path: String
  let space: SearchSpace
  let record: SpaceRecord

  init(at path: String) throws {
    try self.init(yaml: try readText(path), of: path)
  }

  /// - Parameter path: for messages.
  private init(yaml: String, of path: String) throws(ArchitectureError) {
    self.path = path
    space = try SearchSpace(yaml: yaml, file: path)
    record = SpaceRecord(name: space.name, yaml: yaml)
  }

  /// The space that a run recorded.
  init(_ record: SpaceRecord) throws(ArchitectureError) {
    path = record.name + ".yaml"
    space = try record.space()
    self.record = record
  }

  /// - Parameter argument: the path of a file, the name of one in `folder`, or of a space inside the
  ///   program.
  init(named argument: String) throws {
    let paths = [argument, "\(Self.folder)/\(argument).yaml"]
    if let path = paths.first(where: FileManager.default.isFile) {
      try self.init(at: path)
    } else if let yaml = EmbeddedSpaces.text(named: argument) {
      try self.init(yaml: yaml, of: argument)
    } else {
      throw CommandError.noSuchSpace(argument)
    }
  }

  /// The genotype of a text in the notation of the space's family.
  ///
  /// - Throws: `CommandError.genotype`.
  func genotype(_ text: String) throws(CommandError) -> Genotype {
    do {
      return try space.family.genotype(text)
    } catch {
      throw .genotype(text, error)
    }
  }

  /// The folder in which names are looked up before those inside the program.
  private static let folder = "search-spaces"

  /// The names of all spaces, those of `folder` first.
  static var names: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let names = files.filter { $0.hasSuffix(".yaml") }.sorted().map { String($0.dropLast(5)) }
    return (names + EmbeddedSpaces.names).uniqued
  }
}

extension FileManager {
  fileprivate func isFile(_ path: String) -> Bool {
    var isFolder = false
    return fileExists(atPath: path, isDirectory: &isFolder) && !isFolder
  }
}
