import AsViTRanks
import AsViTTraining

/// The ranks of a job that train one network together. Whether the training is paused is the first rank's
/// to say; all know it after the same update.
final class Replicas: ReplicaGroup {
  private let ring: Ring
  private let pauses: () -> Bool
  private(set) var isPaused = false

  /// - Parameter pauses: asked before every update, at the first rank.
  init(_ ring: Ring, pausing pauses: @escaping () -> Bool = { false }) {
    self.ring = ring
    self.pauses = pauses
  }

  var rank: Int { ring.rank }
  var size: Int { ring.size }

  func sum(
    pieceCount: Int, adding add: (_ piece: Int, _ before: [UInt8]?) -> [UInt8],
    taking take: (_ piece: Int, _ sum: [UInt8]) -> Void
  ) throws {
    // The first piece says whether the training is paused.
    try ring.sum(pieceCount: 1 + pieceCount) { piece, before in
      guard piece == 0 else { return add(piece - 1, before) }
      return before ?? [pauses() ? 1 : 0]
    } taking: { piece, sum in
      if piece == 0 { isPaused = sum == [1] } else { take(piece - 1, sum) }
    }
  }
}
