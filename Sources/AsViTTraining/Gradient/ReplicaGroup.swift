/// The processes that train one network together: each has the whole of it, computes its part of every
/// batch, and makes the updates of all.
public protocol ReplicaGroup: AnyObject {
  /// The place of this process.
  var rank: Int { get }
  var size: Int { get }

  /// Adds up what the processes have, one after the other in the order of their ranks, so that the sum has
  /// the same bits whatever their number. All processes call it at the same point of their work.
  ///
  /// - Parameters:
  ///   - pieceCount: how many messages the sum is told in, the same everywhere.
  ///   - add: a piece with what this process has; `before` is the sum of those before it, nil at the
  ///     first.
  ///   - take: called with each piece of the whole sum, in order, once this process has added to it.
  /// - Throws: when another process cannot do its part.
  func sum(
    pieceCount: Int, adding add: (_ piece: Int, _ before: [UInt8]?) -> [UInt8],
    taking take: (_ piece: Int, _ sum: [UInt8]) -> Void
  ) throws
}

extension ReplicaGroup {
  /// The part of this process of some elements, which are divided in order. The first process has one as
  /// long as there are any; where there are fewer than processes, the last ones have none.
  public func part(of count: Int) -> Range<Int> {
    func end(_ rank: Int) -> Int { (count * rank + size - 1) / size }
    return end(rank)..<end(rank + 1)
  }
}
