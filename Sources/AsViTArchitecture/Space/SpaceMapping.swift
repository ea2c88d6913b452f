import Yams

/// A mapping of a space file whose keys are all known and whose required keys are all there.
public struct SpaceMapping {
  private var values: [String: SpaceNode] = [:]

  /// - Throws: at a key that is neither required nor optional, or when a required one is missing.
  public init(
    _ node: SpaceNode, required: [String], optional: [String] = []
  ) throws(ArchitectureError) {
    guard case .mapping(let mapping) = node.node else { throw node.wrongKind(needed: "a mapping") }
    let possible = required + optional
    for (name, value) in mapping {
      guard case .scalar(let scalar) = name, possible.contains(scalar.string) else {
        let found = name.scalar?.string ?? "(not a word)"
        throw SpaceNode(file: node.file, key: node.key, node: name).error(
          .unknownKey(found, nearest: found.nearest(among: possible), possible: possible))
      }
      let key = node.key.isEmpty ? scalar.string : "\(node.key).\(scalar.string)"
      values[scalar.string] = SpaceNode(file: node.file, key: key, node: value)
    }
    for name in required where values[name] == nil { throw node.error(.missingKey(name)) }
  }

  /// - Precondition: the key is a required one.
  public subscript(key: String) -> SpaceNode {
    guard let node = values[key] else { preconditionFailure("'\(key)' is not required") }
    return node
  }

  public func optional(_ key: String) -> SpaceNode? { values[key] }
}
