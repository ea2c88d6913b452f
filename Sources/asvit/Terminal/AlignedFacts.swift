extension [(name: String, text: String)] {
  /// A line for each, with the texts one below the other.
  var aligned: [String] {
    let width = map(\.name.count).max() ?? 0
    return map { name, text in
      name + String(repeating: " ", count: width + 2 - name.count) + text
    }
  }
}
