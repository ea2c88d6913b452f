/// The version of the schemas in `docs/` that this program writes and reads; docs/reports.md says
/// when it rises.
public let documentSchemaVersion = 5
