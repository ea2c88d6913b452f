import ArgumentParser

/// Whole numbers above zero, as `29M,53M,88M` on the command line.
struct CountList {
  let counts: [Count]
}

extension CountList: ExpressibleByArgument, CustomStringConvertible {
  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    let counts = parts.compactMap { Count(argument: String($0)) }
    guard counts.count == parts.count else { return nil }
    self.counts = counts
  }

  var description: String { counts.map(\.description).joined(separator: ",") }
}
