import ArgumentParser

/// Whole numbers above zero, as `29M,53M,88M` on the command line.
struct CountList {
  let counts: [Count]
}

extension CountList: ExpressibleByArgument, CustomStringConvertible {
  init?(argument: String) {
    guard let counts = commaSeparated(argument, Count.init(argument:)) else { return nil }
    self.counts = counts
  }

  var description: String { counts.map(\.description).joined(separator: ",") }
}
