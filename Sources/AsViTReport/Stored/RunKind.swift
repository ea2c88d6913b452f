import AsViTExport

/// The command that a run is of, as its settings tell.
///
/// The raw value is the key that no other command's settings have.
enum RunKind: String, CaseIterable {
  case search
  case scale = "growth"
  case train = "training"
  case audit
  case `import` = "weights"

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
    guard let kind = Self.allCases.first(where: { header.settings[$0.rawValue] != nil }) else {
      throw .corruptRecord(path: path, reason: "its settings are of no known command")
    }
    self = kind
  }
}
