import FoundationEssentials

/// A value in JSON, in one line.
///
/// - Precondition: it has no numbers that are not finite.
func jsonText(_ value: some Encodable) -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = .withoutEscapingSlashes
  do {
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  } catch {
    preconditionFailure("\(value) has no JSON form: \(error)")
  }
}
