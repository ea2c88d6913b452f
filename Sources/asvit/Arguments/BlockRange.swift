import ArgumentParser

/// Numbers of blocks, as `12-16` or `14` on the command line.
struct BlockRange: ExpressibleByArgument {
  let counts: ClosedRange<Int>

  init?(argument: String) {
    let bounds = argument.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...2).contains(bounds.count), let least = bounds[0],
      let most = bounds[bounds.count - 1],
      1 <= least, least <= most
    else { return nil }
    counts = least...most
  }
}
