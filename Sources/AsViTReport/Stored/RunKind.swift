import AsViTExport

/// The command that a run is of, as its settings tell.
enum RunKind {
  case search, scale, train, audit, `import`

  /// What reports and records of every kind have.
  private struct Header: Decodable {
    let schemaVersion: Int
    let settings: [String: AnyValue]
  }

  /// Whatever it is.
  private struct AnyValue: Decodable {
    init(from decoder: any Decoder) {}
  }

  /// - Parameters:
  ///   - document: a `run.json` or a `report.json`.
  ///   - path: where it was read.
  /// - Throws: `ReportError.corruptRecord` when it is neither of a known command, and
  ///   `ReportError.otherSchemaVersion`.
  init(of document: [UInt8], at path: String) throws(ReportError) {
    let header = try CanonicalJSON.decode(Header.self, from: document, of: path)
    guard header.schemaVersion == documentSchemaVersion else {
      throw .otherSchemaVersion(
        path: path, found: header.schemaVersion, expected: documentSchemaVersion)
    }
    if header.settings["search"] != nil {
      self = .search
    } else if header.settings["growth"] != nil {
      self = .scale
    } else if header.settings["training"] != nil {
      self = .train
    } else if header.settings["audit"] != nil {
      self = .audit
    } else if header.settings["weights"] != nil {
      self = .import
    } else {
      throw .corruptRecord(path: path, reason: "its settings are of no known command")
    }
  }
}
