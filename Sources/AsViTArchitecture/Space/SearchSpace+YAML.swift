import FoundationEssentials
import Glibc

/// Reading a space file. Every option is checked on its own, or with those it depends on, so that
/// every selection can then be built.
extension SearchSpace {
  /// - Throws: at the first mistake, with file, line and key.
  public init(contentsOf path: String) throws(ArchitectureError) {
    let text: String
    do {
      text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
    } catch {
      let system = (error as? CocoaError)?.underlying as? POSIXError
      let reason = system.map { String(cString: strerror($0.code.rawValue)) }
      throw .unreadableSpace(path, reason: reason ?? "it is not UTF-8 text")
    }
    try self.init(yaml: text, file: path)
  }

  /// - Parameters:
  ///   - file: its path, for messages; the space is named after it.
  ///   - families: those that may be named.
  public init(
    yaml: String, file: String, families: [any Family.Type] = families
  ) throws(ArchitectureError) {
    let root = try SpaceNode.root(of: yaml, file: file)
    let family = try root.family(among: families)
    let keys = family.spaceKeys
    let space = try SpaceMapping(
      root, required: ["family", "image", "classes"] + keys.required, optional: keys.optional)
    let image = try SpaceMapping(space["image"], required: ["side", "mean", "deviation"])
    let offer = try Self.offer(
      of: family, space, image: image,
      classCount: try space["classes"].integer(in: 1...100_000))
    var count = 1
    for choice in offer.choices {
      let (product, overflows) = count.multipliedReportingOverflow(by: choice.options.count)
      guard !overflows else { throw root.error(.tooManyArchitectures) }
      count = product
    }
    self.init(
      name: URL(filePath: file).deletingPathExtension().lastPathComponent,
      channelMeans: try image["mean"].colours(in: 0...1),
      channelDeviations: try image["deviation"].colours(in: 0.001...1), offer: offer)
  }

  private static func offer<F: Family>(
    of _: F.Type, _ space: SpaceMapping, image: SpaceMapping, classCount: Int
  ) throws(ArchitectureError) -> any SpaceOffer {
    try F.offer(space, image: image, classCount: classCount)
  }
}

extension SpaceNode {
  /// The family that a space file names.
  fileprivate func family(
    among families: [any Family.Type]
  ) throws(ArchitectureError) -> any Family.Type {
    guard let word = value(of: "family") else {
      _ = try SpaceMapping(
        self, required: ["family"],
        optional: ["image", "classes"]
          + families.flatMap { $0.spaceKeys.required + $0.spaceKeys.optional })
      throw error(.missingKey("family"))
    }
    return try word.oneOf(families.map { ($0.word, $0) })
  }
}

extension SpaceNode {
  /// The options of a choice: a list of 1 to 16 distinct values, or one value alone.
  ///
  /// - Parameters:
  ///   - read: the value of one node.
  ///   - check: throws when nothing can be built with it.
  public func options(
    _ read: (SpaceNode) throws(ArchitectureError) -> Int,
    check: (Int) throws(ArchitectureError) -> Void = { _ in }
  ) throws(ArchitectureError) -> [Int] {
    var elements = [self]
    if case .scalar = node {} else { elements = try list(1...16, needed: "1 to 16 options") }
    var options: [Int] = []
    for element in elements {
      let element = SpaceNode(file: file, key: key, node: element.node)
      let value = try read(element)
      guard !options.contains(value) else { throw element.error(.duplicateOption(value)) }
      try element.checking { () throws(ArchitectureError) in try check(value) }
      options.append(value)
    }
    return options
  }

  /// The options of a choice among whole numbers.
  public func options(
    in range: ClosedRange<Int>, check: (Int) throws(ArchitectureError) -> Void = { _ in }
  ) throws(ArchitectureError) -> [Int] {
    try options({ node throws(ArchitectureError) in try node.integer(in: range) }, check: check)
  }

  /// The options of a choice among MLP ratios, in thousandths.
  ///
  /// - Parameter widths: those whose hidden channels have to be possible.
  func ratios(forWidths widths: [Int]) throws(ArchitectureError) -> [Int] {
    try options { node throws(ArchitectureError) in
      try node.ratio()
    } check: { ratio throws(ArchitectureError) in
      for width in widths {
        _ = try ExpansionRatio(thousandths: ratio).hiddenChannels(of: width)
      }
    }
  }

  /// Three numbers: red, green, blue.
  fileprivate func colours(in range: ClosedRange<Float>) throws(ArchitectureError) -> SIMD3<Float> {
    let values = try list(3...3, needed: "3, for red, green and blue")
    return SIMD3(try values.map { value throws(ArchitectureError) in try value.number(in: range) })
  }

  /// Passes on what `check` throws, with this place.
  public func checking(_ check: () throws(ArchitectureError) -> Void) throws(ArchitectureError) {
    do { try check() } catch { throw self.error(.shape(error)) }
  }
}
