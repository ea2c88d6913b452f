import AsViTArchitecture
import AsViTReport
import FoundationEssentials

/// A search space with the file it was read from.
struct SpaceFile {
  let path: String
  let space: SearchSpace
  let record: SpaceRecord

  init(at path: String) throws {
    let text = try readText(path)
    self.path = path
    space = try SearchSpace(yaml: text, file: path)
    record = SpaceRecord(name: space.name, yaml: text)
  }

  /// The space that a run recorded.
  init(_ record: SpaceRecord) throws(ArchitectureError) {
    path = record.name + ".yaml"
    space = try record.space()
    self.record = record
  }

  /// - Parameter argument: the path of a file, or the name of one in `folders`.
  init(named argument: String) throws {
    let candidates = [argument] + Self.folders.map { "\($0)/\(argument).yaml" }
    guard let path = candidates.first(where: FileManager.default.isFile) else {
      throw CommandError.noSuchSpace(argument, folders: Self.folders)
    }
    try self.init(at: path)
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

  /// The folders in which names are looked up: the project's own folder, then that of an installed
  /// program.
  static var folders: [String] {
    let program = FileManager.default.resolved("/proc/self/exe")
    let prefix = program.split(separator: "/").dropLast(2).map { "/" + $0 }.joined()
    return ["search-spaces", prefix + "/share/asvit/search-spaces"]
  }

  /// The paths of all files in `folders`; of several with one name the first.
  static var all: [String] {
    var seen: Set<String> = []
    return folders.flatMap { folder in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      return names.filter { $0.hasSuffix(".yaml") && seen.insert($0).inserted }.sorted()
        .map { "\(folder)/\($0)" }
    }
  }
}

extension FileManager {
  fileprivate func isFile(_ path: String) -> Bool {
    var isFolder = false
    return fileExists(atPath: path, isDirectory: &isFolder) && !isFolder
  }

  /// The end of a symbolic link, or the path itself.
  fileprivate func resolved(_ path: String) -> String {
    (try? destinationOfSymbolicLink(atPath: path)) ?? path
  }
}
