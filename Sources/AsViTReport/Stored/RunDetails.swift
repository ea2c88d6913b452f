/// A run as its files tell it.
public struct RunDetails<Settings: Codable & Sendable, Result: Sendable>: Sendable {
  /// The last component of the folder's path.
  public let name: String
  /// The report; before the end, what the journal holds.
  public let report: RunReport<Settings, Result>
}
