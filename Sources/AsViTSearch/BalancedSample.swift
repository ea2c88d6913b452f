public import AsViTArchitecture
public import AsViTNumerics

/// Architectures of a space for an experiment: all different, within limits of size, and with every
/// option of a choice about as often as the others.
///
/// Uniform draws within limits have some options much more often than others, since small networks
/// are built of small options; an effect is then measured on few networks. Of a pool of uniform
/// draws within the limits, the next member is here the one whose options came up least so far.
public struct BalancedSample: Sendable {
  /// In the order in which they were chosen: the first are a balanced sample, too.
  public let architectures: [Architecture]

  /// Draws in a row without a new member after which there are taken to be no more: a band may turn
  /// most of them down.
  private static let greatestGap = 4000
  /// Members of the pool for each architecture wanted.
  private static let poolFactor = 20

  /// - Throws: `SearchError.sampleTooLarge` when the draws have fewer different ones within the
  ///   limits.
  public init(
    of space: SearchSpace, count: Int, within band: SizeBand, seed: Seed
  ) throws(SearchError) {
    let pool = Self.pool(of: space, count: count * Self.poolFactor, within: band, seed: seed)
    guard pool.count >= count else {
      throw .sampleTooLarge(wanted: count, available: pool.count, band)
    }
    let choices = space.choices
    var usage = choices.map { Array(repeating: 0, count: $0.options.count) }
    var rest = Array(pool.indices)
    var chosen: [Architecture] = []
    while chosen.count < count {
      func crowding(_ index: Int) -> Int {
        zip(pool[index].selection, usage).reduce(0) { $0 + $1.1[$1.0] * $1.1.count }
      }
      let crowdings = rest.map(crowding)
      let place = crowdings.indices.reduce(0) { crowdings[$1] < crowdings[$0] ? $1 : $0 }
      let (selection, architecture) = pool[rest.remove(at: place)]
      for (choice, option) in selection.enumerated() { usage[choice][option] += 1 }
      chosen.append(architecture)
    }
    architectures = chosen
  }

  private static func pool(
    of space: SearchSpace, count: Int, within band: SizeBand, seed: Seed
  ) -> [(selection: [Int], architecture: Architecture)] {
    var rng = SplitMix64(seed: seed)
    var seen: Set<[Int]> = []
    // Where a choice has no block to act on, several selections are one architecture.
    var genotypes: Set<Genotype> = []
    var pool: [(selection: [Int], architecture: Architecture)] = []
    var gap = 0
    while pool.count < count && gap < greatestGap && seen.count < space.topologyCount {
      gap += 1
      let selection = space.sampleSelection(using: &rng)
      guard seen.insert(selection).inserted else { continue }
      let architecture = space.architecture(for: selection)
      guard genotypes.insert(architecture.genotype).inserted, band.admits(architecture)
      else { continue }
      pool.append((selection, architecture))
      gap = 0
    }
    return pool
  }
}

/// The sizes of architectures that are wanted; nil is no bound.
public struct SizeBand: Hashable, Codable, Sendable {
  /// Classifier included.
  public var minParameters: Int?
  public var maxParameters: Int?
  /// Multiply-accumulates for one image.
  public var minMACs: Int?
  public var maxMACs: Int?

  public init(
    minParameters: Int? = nil, maxParameters: Int? = nil, minMACs: Int? = nil, maxMACs: Int? = nil
  ) {
    self.minParameters = minParameters
    self.maxParameters = maxParameters
    self.minMACs = minMACs
    self.maxMACs = maxMACs
  }

  /// Whether an architecture is in the band, its ends included.
  public func admits(_ architecture: Architecture) -> Bool {
    let (parameters, macs) = (architecture.parameterCount, architecture.macCount)
    return parameters >= minParameters ?? 0 && parameters <= maxParameters ?? .max
      && macs >= minMACs ?? 0 && macs <= maxMACs ?? .max
  }
}

extension SizeBand: CustomStringConvertible {
  public var description: String {
    func range(_ least: Int?, _ most: Int?, _ unit: String) -> String? {
      switch (least, most) {
      case (nil, nil): nil
      case (let least?, nil): "at least \(least) \(unit)"
      case (nil, let most?): "at most \(most) \(unit)"
      case (let least?, let most?): "\(least) to \(most) \(unit)"
      }
    }
    let parts = [
      range(minParameters, maxParameters, "parameters"), range(minMACs, maxMACs, "MACs"),
    ].compactMap(\.self)
    return parts.isEmpty ? "of any size" : "with " + parts.joined(separator: " and ")
  }
}
