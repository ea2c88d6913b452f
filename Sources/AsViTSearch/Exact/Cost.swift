import AsViTArchitecture
import AsViTProxies

/// What an architecture, or a part of one, takes.
struct Cost: Hashable {
  static let zero = Cost(parameters: 0, macs: 0, blocks: 0)

  var parameters: Int
  var macs: Int
  var blocks: Int

  static func + (a: Cost, b: Cost) -> Cost { combined(a, b, +) }
  static func - (a: Cost, b: Cost) -> Cost { combined(a, b, -) }
  /// Number by number.
  static func least(_ a: Cost, _ b: Cost) -> Cost { combined(a, b, min) }
  /// Number by number.
  static func most(_ a: Cost, _ b: Cost) -> Cost { combined(a, b, max) }

  @inline(__always)
  private static func combined(_ a: Cost, _ b: Cost, _ combine: (Int, Int) -> Int) -> Cost {
    Cost(
      parameters: combine(a.parameters, b.parameters), macs: combine(a.macs, b.macs),
      blocks: combine(a.blocks, b.blocks))
  }

  /// Whether it can stand in for another under any limits: as many blocks, no more of the rest.
  func replaces(_ other: Cost) -> Bool {
    blocks == other.blocks && parameters <= other.parameters && macs <= other.macs
  }
}

extension Cost {
  init(of layer: Layer) {
    self.init(
      parameters: layer.parameterCount, macs: layer.macCount,
      blocks: layer.blockWidth == nil ? 0 : 1)
  }
}

/// What a whole architecture may take.
struct CostRange {
  var least: Cost
  var most: Cost

  init(
    _ limits: SearchLimits = SearchLimits(), within band: SizeBand = SizeBand(),
    blocks: ClosedRange<Int>? = nil
  ) {
    least = Cost(
      parameters: band.minParameters ?? 0, macs: band.minMACs ?? 0,
      blocks: blocks?.lowerBound ?? 0)
    most = Cost(
      parameters: min(limits.maxParameters ?? .max, band.maxParameters ?? .max),
      macs: min(limits.maxMACs ?? .max, band.maxMACs ?? .max),
      blocks: blocks?.upperBound ?? .max)
  }

  /// Whether something can be too cheap, so that the cheapest is not always possible.
  var hasFloor: Bool { least.parameters > 0 || least.macs > 0 }

  /// Whether something between two costs, number by number, can lie in this range.
  func meets(from low: Cost, to high: Cost) -> Bool {
    low.parameters <= most.parameters && low.macs <= most.macs && low.blocks <= most.blocks
      && high.blocks >= least.blocks && high.parameters >= least.parameters
      && high.macs >= least.macs
  }
}
