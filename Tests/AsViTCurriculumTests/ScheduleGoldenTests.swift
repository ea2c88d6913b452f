import AsViTArchitecture
import AsViTTestSupport
import Testing

@testable import AsViTCurriculum

/// The authors' epoch arithmetic, the image sides of small images and the dilations of coarse tokens,
/// number by number.
@Suite struct ScheduleGoldenTests {
  private struct File: Decodable {
    let efficientTrain: [EfficientTrain]?
    let efficientTrainPlusPlus: [EfficientTrainPlusPlus]?
    let smallImages: [SmallImages]?
    let dilations: [Dilation]?

    enum CodingKeys: String, CodingKey {
      case efficientTrain = "efficienttrain_v1"
      case efficientTrainPlusPlus = "efficienttrain_pp"
      case smallImages = "small_image_bands"
      case dilations = "retoken_dilation"
    }
  }

  private struct EfficientTrain: Decodable {
    let epochs: Int
    let phases: [Phase]

    struct Phase: Decodable, Equatable { let start, end, band, magnitude: Int }

    enum CodingKeys: String, CodingKey {
      case phases = "stages"
      case epochs = "total_epochs"
    }
  }

  private struct EfficientTrainPlusPlus: Decodable {
    let epochs: Int
    let bands, replay: [Int]
    let warmShare: Double?
    let warmEpochs: Int
    let phases: [Phase]

    struct Phase: Decodable {
      let phase, band, magnitude, replay, scheduleEpochs, warmupEpochs, start, end: Int
      let scheduleStart, scheduleEnd, equivalentEpochs: Double

      enum CodingKeys: String, CodingKey {
        case band, magnitude, replay
        case phase = "stage"
        case scheduleEpochs = "schedule_epochs"
        case warmupEpochs = "warmup_epochs"
        case start = "start_epoch"
        case end = "end_epoch"
        case scheduleStart = "lr_fraction_start"
        case scheduleEnd = "lr_fraction_end"
        case equivalentEpochs = "equivalent_epochs"
      }
    }

    enum CodingKeys: String, CodingKey {
      case bands, replay
      case phases = "stages"
      case epochs = "total_epochs"
      case warmShare = "warm_fraction"
      case warmEpochs = "warm_epochs"
    }
  }

  private struct SmallImages: Decodable {
    let height, unit: Int
    let bands: [Int]

    enum CodingKeys: String, CodingKey {
      case height, bands
      case unit = "total_stride"
    }
  }

  private struct Dilation: Decodable {
    let kernel, baseStride, stride, dilation: Int

    enum CodingKeys: String, CodingKey {
      case kernel, stride, dilation
      case baseStride = "base_stride"
    }
  }

  private static func cases<Case>(
    _ key: File.CodingKeys, _ cases: KeyPath<File, [Case]?>
  ) throws -> [Case] {
    try Golden.cases(of: "curriculum", having: key.rawValue)
      .flatMap { try $0.decoded(as: File.self)[keyPath: cases] ?? [] }
  }

  @Test func `EfficientTrain in epochs`() throws {
    for example in try Self.cases(.efficientTrain, \.efficientTrain) {
      let phases = AuthorsPhase.efficientTrain(epochs: example.epochs, sides: BandTable.fifths)
      #expect(
        phases.map {
          EfficientTrain.Phase(
            start: $0.startEpoch, end: $0.endEpoch, band: $0.imageSide, magnitude: $0.magnitude)
        } == example.phases)
      #expect(phases.allSatisfy { $0.scheduleEpochs == example.epochs && $0.replayFactor == 1 })
    }
  }

  @Test func `EfficientTrain++ in epochs`() throws {
    for example in try Self.cases(.efficientTrainPlusPlus, \.efficientTrainPlusPlus) {
      let phases = AuthorsPhase.efficientTrainPlusPlus(
        epochs: example.epochs, sides: example.bands, replayFactors: example.replay,
        fullSide: 224,
        warmup: example.warmShare.map { .percent(Int(100 * $0)) } ?? .epochs(example.warmEpochs))
      #expect(phases.count == example.phases.count)
      for (phase, expected) in zip(phases, example.phases) {
        #expect(
          [
            phase.imageSide, phase.magnitude, phase.replayFactor, phase.scheduleEpochs,
            phase.warmupEpochs, phase.startEpoch, phase.endEpoch,
          ] == [
            expected.band, expected.magnitude, expected.replay, expected.scheduleEpochs,
            expected.warmupEpochs, expected.start, expected.end,
          ], "phase \(expected.phase) of \(example.epochs) epochs")
        #expect(relativeError(phase.scheduleStart, from: expected.scheduleStart) < 1e-15)
        #expect(relativeError(phase.scheduleEnd, from: expected.scheduleEnd) < 1e-15)
        let side = Double(phase.imageSide) / 224
        #expect(
          relativeError(Double(phase.passCount) * side * side, from: expected.equivalentEpochs)
            < 1e-14)
      }
    }
  }

  @Test func `image sides for small images`() throws {
    for example in try Self.cases(.smallImages, \.smallImages) {
      #expect(
        BandTable.scaled([96, 160, 192, 224], toSide: example.height, unit: example.unit)
          == example.bands, "\(example)")
    }
  }

  @Test func `dilations of coarse tokens`() throws {
    for example in try Self.cases(.dilations, \.dilations) {
      #expect(
        Tokenization(
          kernelSize: example.kernel, baseStride: example.baseStride, stride: example.stride
        ).dilation == example.dilation, "\(example)")
    }
  }
}
