extension DataError {
  /// What the folder at `path` holds instead of images in class folders; nil when that cannot be
  /// told.
  ///
  /// - Parameter files: below the folder, that are no images.
  static func misreading(of path: String, files: [String]) -> DataError? {
    let below = rasterFolders(below: path)
    if !below.isEmpty { return DataError(path: path, problem: .setsBelow(below)) }
    for file in files.prefix(20) {
      // Pages and tables of XML lie beside images.
      if let error = DataError.foreignData(at: file), error.problem != .foreignData(.webPage) {
        return error
      }
      if let start = try? readFile(file, prefix: 4), IDXFile.isIDX(start) || isCIFARTest(file) {
        return DataError(path: file, problem: .noTrainingFile)
      }
    }
    return nil
  }

  /// Folders with IDX or CIFAR files below that at `path`, as a root of torchvision has them.
  private static func rasterFolders(below path: String) -> [String] {
    let names = (try? folderNames(of: path)) ?? []
    return names.flatMap { ["\(path)/\($0)", "\(path)/\($0)/raw"] }.filter { folder in
      var skipped: [DataError] = []
      let names = (try? entryNames(of: folder, skipped: &skipped)) ?? []
      return !idxSets(among: names).isEmpty || CIFARFiles(names: names, folder: folder) != nil
    }
  }

  private static func isCIFARTest(_ path: String) -> Bool {
    ["/test_batch.bin", "/test.bin"].contains(where: path.hasSuffix)
  }
}
