/// The parts of an argument that are joined by commas; nil when one of them, which may be empty, is no
/// element.
func commaSeparated<Element>(
  _ argument: String, _ element: (String) -> Element?
) -> [Element]? {
  let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
  let elements = parts.compactMap { element(String($0)) }
  return elements.count == parts.count ? elements : nil
}
