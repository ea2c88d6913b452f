import AsViTData
import AsViTRanks
import AsViTReport
import AsViTTraining
import Synchronization

/// Trains units for a job, on any rank: what the training tells is reported, and the result is empty.
struct TrainingUnits: Sendable {
  let trainer: UnitTrainer

  /// The first rank gives a rank up that is silent for long.
  private static let statusInterval = Duration.seconds(1)

  /// - Throws: `RankError` when the unit does not read, and what the training throws.
  @Sendable func compute(
    _ bytes: [UInt8], for first: FirstRank
  ) throws -> [UInt8] {
    let (unit, checkpoint) = try TrainUnit.read(bytes)
    var statusTime = ContinuousClock.now
    _ = try trainer.train(
      unit, from: checkpoint,
      telling: { news in
        if case .status = news {
          guard statusTime.duration(to: .now) > Self.statusInterval else { return }
          statusTime = .now
        }
        first.report(try news.message())
      }, pausing: first.pauses)
    return []
  }
}

extension TrainUnit {
  /// With its checkpoint, where there is one.
  func message() throws -> [UInt8] {
    MessageFormat.encode(self, with: try checkpointBytes())
  }

  /// - Throws: `RankError` when it does not read.
  static func read(_ message: [UInt8]) throws(RankError) -> (TrainUnit, StoredCheckpoint?) {
    guard let (unit, checkpoint) = MessageFormat.decodeWithAttachment(Self.self, from: message)
    else { throw .failed("read a unit") }
    return (unit, checkpoint.isEmpty ? nil : .bytes(checkpoint, path: unit.checkpointPath))
  }
}

extension TrainNews {
  /// What is no file.
  private enum Header: Codable {
    case status(TrainStatus)
    case checkpoint
    case weights
    case leg(TrainLeg)
  }

  func message() throws -> [UInt8] {
    switch self {
    case .status(let status): MessageFormat.encode(Header.status(status), with: [])
    case .checkpoint(let contents):
      MessageFormat.encode(Header.checkpoint, with: try contents.bytes())
    case .weights(let contents): MessageFormat.encode(Header.weights, with: try contents.bytes())
    case .leg(let leg): MessageFormat.encode(Header.leg(leg), with: [])
    }
  }

  /// - Throws: `RankError` when it does not read.
  init(message: [UInt8]) throws(RankError) {
    guard let (header, contents) = MessageFormat.decodeWithAttachment(Header.self, from: message)
    else { throw .failed("read a report") }
    switch header {
    case .status(let status): self = .status(status)
    case .checkpoint: self = .checkpoint(contents)
    case .weights: self = .weights(contents)
    case .leg(let leg): self = .leg(leg)
    }
  }
}
