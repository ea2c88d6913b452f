/// Restarts of a decay from a peak, over and over: warm restarts of Loshchilov and Hutter, ICLR 2017
/// (arXiv:1608.03983), as timm's schedulers have them.
public struct Cycles: Hashable, Sendable {
  public var count: Int
  /// The factor of the length from cycle to cycle.
  public var lengthFactor: Double
  /// The factor of the peak from cycle to cycle.
  public var peakFactor: Double

  public init(count: Int = 1, lengthFactor: Double = 1, peakFactor: Double = 1) {
    self.count = count
    self.lengthFactor = lengthFactor
    self.peakFactor = peakFactor
  }

  /// The place of a time in its cycle, and the factor of that cycle's peak; nil after the last.
  ///
  /// - Parameter length: that of the first cycle, in the unit of `time`.
  /// - Returns: `share` of the cycle that is over, in 0..<1.
  func position(at time: Double, length: Double) -> (share: Double, peakFactor: Double)? {
    var (elapsed, length, factor) = (time, length, 1.0)
    for _ in 0..<count {
      if elapsed < length { return (elapsed / length, factor) }
      elapsed -= length
      length *= lengthFactor
      factor *= peakFactor
    }
    return nil
  }
}
