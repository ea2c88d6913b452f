/// The command that a run is of, as its settings tell.
enum RunKind {
  case search, scale, train

  /// - Parameter settings: the groups of a record's or a report's settings, by name.
  /// - Returns: nil when they are of no known command.
  init?(settings: [String: JSONValue]) {
    if settings["search"] != nil {
      self = .search
    } else if settings["growth"] != nil {
      self = .scale
    } else if settings["training"] != nil {
      self = .train
    } else {
      return nil
    }
  }
}
